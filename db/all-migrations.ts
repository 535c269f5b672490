import type { Migration } from './migration.js';
import { createScope } from './migrations/2026.11.24T09.00.00.create-scope.js';
import { createAreasAndSites } from './migrations/2026.11.24T09.01.00.create-areas-and-sites.js';
import { createResidents } from './migrations/2026.11.24T09.02.00.create-residents.js';
import { createJourneys } from './migrations/2026.11.24T09.03.00.create-journeys.js';
import { createClaims } from './migrations/2026.11.24T09.04.00.create-claims.js';
import { createStockAndClients } from './migrations/2026.11.24T09.05.00.create-stock-and-clients.js';
import { createAudit } from './migrations/2026.11.24T09.06.00.create-audit.js';
import { createMonthPartitions } from './migrations/2026.11.24T09.07.00.create-month-partitions.js';
import { createGuardFunctions } from './migrations/2026.11.24T09.08.00.create-guard-functions.js';
import { createProcessFunctions } from './migrations/2026.11.24T09.08.30.create-process-functions.js';
import { createDoor } from './migrations/2026.11.24T09.09.00.create-door.js';
import { createAppend } from './migrations/2026.11.24T09.09.30.create-append.js';
import { createEffectFacts } from './migrations/2026.11.24T09.10.00.create-effect-facts.js';
import { letNotesHaveNoSite } from './migrations/2026.11.25T09.00.00.let-notes-have-no-site.js';
import { readTheCallersGrants } from './migrations/2026.11.26T01.00.00.read-the-callers-grants.js';
import { keepPlansOfFacts } from './migrations/2026.11.26T02.00.00.keep-plans-of-facts.js';
import { readScreensInOneStatement } from './migrations/2026.11.26T02.10.00.read-screens-in-one-statement.js';
import { takeNewsOfAnyKind } from './migrations/2026.11.26T05.00.00.take-news-of-any-kind.js';
import { letPeopleDecideCases } from './migrations/2026.11.26T05.30.00.let-people-decide-cases.js';
import { keepGuardians } from './migrations/2026.11.26T05.40.00.keep-guardians.js';
import { knowWhomADocumentNames } from './migrations/2026.11.26T05.50.00.know-whom-a-document-names.js';
import { keepArchiveNumbersAsKeys } from './migrations/2026.11.26T06.00.00.keep-archive-numbers-as-keys.js';
import { bringArchivesTogether } from './migrations/2026.11.26T06.10.00.bring-archives-together.js';
import { letReportedDosesCount } from './migrations/2026.11.27T01.00.00.let-reported-doses-count.js';
import { wakeSleepingViews } from './migrations/2026.11.27T02.00.00.wake-sleeping-views.js';
import { verifyIdentities } from './migrations/2026.11.27T03.00.00.verify-identities.js';

/** In order. A list and no search of the folder, so that the built release cannot run more or fewer steps than were tested. */
export const ALL_MIGRATIONS: readonly (readonly [name: string, migration: Migration])[] = [
  ['2026.11.24T09.00.00.create-scope', createScope],
  ['2026.11.24T09.01.00.create-areas-and-sites', createAreasAndSites],
  ['2026.11.24T09.02.00.create-residents', createResidents],
  ['2026.11.24T09.03.00.create-journeys', createJourneys],
  ['2026.11.24T09.04.00.create-claims', createClaims],
  ['2026.11.24T09.05.00.create-stock-and-clients', createStockAndClients],
  ['2026.11.24T09.06.00.create-audit', createAudit],
  ['2026.11.24T09.07.00.create-month-partitions', createMonthPartitions],
  ['2026.11.24T09.08.00.create-guard-functions', createGuardFunctions],
  ['2026.11.24T09.08.30.create-process-functions', createProcessFunctions],
  ['2026.11.24T09.09.00.create-door', createDoor],
  ['2026.11.24T09.09.30.create-append', createAppend],
  ['2026.11.24T09.10.00.create-effect-facts', createEffectFacts],
  ['2026.11.25T09.00.00.let-notes-have-no-site', letNotesHaveNoSite],
  ['2026.11.26T01.00.00.read-the-callers-grants', readTheCallersGrants],
  ['2026.11.26T02.00.00.keep-plans-of-facts', keepPlansOfFacts],
  ['2026.11.26T02.10.00.read-screens-in-one-statement', readScreensInOneStatement],
  ['2026.11.26T05.00.00.take-news-of-any-kind', takeNewsOfAnyKind],
  ['2026.11.26T05.30.00.let-people-decide-cases', letPeopleDecideCases],
  ['2026.11.26T05.40.00.keep-guardians', keepGuardians],
  ['2026.11.26T05.50.00.know-whom-a-document-names', knowWhomADocumentNames],
  ['2026.11.26T06.00.00.keep-archive-numbers-as-keys', keepArchiveNumbersAsKeys],
  ['2026.11.26T06.10.00.bring-archives-together', bringArchivesTogether],
  ['2026.11.27T01.00.00.let-reported-doses-count', letReportedDosesCount],
  ['2026.11.27T02.00.00.wake-sleeping-views', wakeSleepingViews],
  ['2026.11.27T03.00.00.verify-identities', verifyIdentities],
];
