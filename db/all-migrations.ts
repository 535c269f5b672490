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
import { deliverNotices } from './migrations/2026.11.27T04.00.00.deliver-notices.js';
import { letTwoDecideCases } from './migrations/2026.11.27T07.00.00.let-two-decide-cases.js';
import { letPeopleSignIn } from './migrations/2026.11.27T08.00.00.let-people-sign-in.js';
import { countWhatWaits } from './migrations/2026.11.27T09.00.00.count-what-waits.js';
import { listAudit } from './migrations/2026.11.27T10.00.00.list-audit.js';
import { administerPeople } from './migrations/2026.11.27T10.01.00.administer-people.js';
import { findCasesByPlaceAndQueue } from './migrations/2026.11.27T11.00.00.find-cases-by-place-and-queue.js';
import { pauseSystems } from './migrations/2026.11.27T12.00.00.pause-systems.js';
import { keepCallFigures } from './migrations/2026.11.27T12.10.00.keep-call-figures.js';
import { publishPolicies } from './migrations/2026.11.28T01.00.00.publish-policies.js';
import { administerSites } from './migrations/2026.11.28T02.00.00.administer-sites.js';
import { administerClients } from './migrations/2026.11.28T02.10.00.administer-clients.js';
import { keepNoticeAttempts } from './migrations/2026.11.28T03.00.00.keep-notice-attempts.js';
import { tellWhereFieldsAreFrom } from './migrations/2026.11.28T03.10.00.tell-where-fields-are-from.js';
import { keepTallies } from './migrations/2026.11.28T04.00.00.keep-tallies.js';
import { rememberDismissedPairs } from './migrations/2026.11.28T05.10.00.remember-dismissed-pairs.js';
import { markMovedCases } from './migrations/2026.11.28T05.00.00.mark-moved-cases.js';
import { keepCaseCounts } from './migrations/2026.11.28T05.05.00.keep-case-counts.js';
import { holdSteps } from './migrations/2026.11.28T06.00.00.hold-steps.js';
import { flagJourneys } from './migrations/2026.11.28T06.10.00.flag-journeys.js';
import { shareDesks } from './migrations/2026.11.28T07.00.00.share-desks.js';
import { switchByPin } from './migrations/2026.11.28T07.10.00.switch-by-pin.js';
import { undoDecisions } from './migrations/2026.11.28T09.00.00.undo-decisions.js';
import { beginWhereSwitchedOn } from './migrations/2026.11.28T11.00.00.begin-where-switched-on.js';
import { countOpenedPackages } from './migrations/2026.11.28T13.00.00.count-opened-packages.js';
import { limitTriesOfADevice } from './migrations/2026.11.28T11.10.00.limit-tries-of-a-device.js';
import { planJourneysOfCasesOnce } from './migrations/2026.11.28T11.20.00.plan-journeys-of-cases-once.js';
import { keepCaseCountsOfProvinces } from './migrations/2026.11.28T11.30.00.keep-case-counts-of-provinces.js';
import { letClocksMoveCases } from './migrations/2026.11.28T11.40.00.let-clocks-move-cases.js';
import { judgeByEditions } from './migrations/2026.11.28T12.00.00.judge-by-editions.js';
import { authoriseEscorts } from './migrations/2026.11.28T14.00.00.authorise-escorts.js';
import { keepListsInTheirOrder } from './migrations/2026.11.28T14.30.00.keep-lists-in-their-order.js';
import { enrolKiosks } from './migrations/2026.11.28T15.00.00.enrol-kiosks.js';
import { keepObservationBoard } from './migrations/2026.11.28T16.00.00.keep-observation-board.js';
import { countCertificatePrints } from './migrations/2026.11.28T16.10.00.count-certificate-prints.js';
import { holdLots } from './migrations/2026.11.28T17.00.00.hold-lots.js';
import { saveQueries } from './migrations/2026.11.28T10.00.00.save-queries.js';

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
  ['2026.11.27T04.00.00.deliver-notices', deliverNotices],
  ['2026.11.27T07.00.00.let-two-decide-cases', letTwoDecideCases],
  ['2026.11.27T08.00.00.let-people-sign-in', letPeopleSignIn],
  ['2026.11.27T09.00.00.count-what-waits', countWhatWaits],
  ['2026.11.27T10.00.00.list-audit', listAudit],
  ['2026.11.27T10.01.00.administer-people', administerPeople],
  ['2026.11.27T11.00.00.find-cases-by-place-and-queue', findCasesByPlaceAndQueue],
  ['2026.11.27T12.00.00.pause-systems', pauseSystems],
  ['2026.11.27T12.10.00.keep-call-figures', keepCallFigures],
  ['2026.11.28T01.00.00.publish-policies', publishPolicies],
  ['2026.11.28T02.00.00.administer-sites', administerSites],
  ['2026.11.28T02.10.00.administer-clients', administerClients],
  ['2026.11.28T03.00.00.keep-notice-attempts', keepNoticeAttempts],
  ['2026.11.28T03.10.00.tell-where-fields-are-from', tellWhereFieldsAreFrom],
  ['2026.11.28T04.00.00.keep-tallies', keepTallies],
  ['2026.11.28T05.00.00.mark-moved-cases', markMovedCases],
  ['2026.11.28T05.05.00.keep-case-counts', keepCaseCounts],
  ['2026.11.28T05.10.00.remember-dismissed-pairs', rememberDismissedPairs],
  ['2026.11.28T06.00.00.hold-steps', holdSteps],
  ['2026.11.28T06.10.00.flag-journeys', flagJourneys],
  ['2026.11.28T07.00.00.share-desks', shareDesks],
  ['2026.11.28T07.10.00.switch-by-pin', switchByPin],
  ['2026.11.28T09.00.00.undo-decisions', undoDecisions],
  ['2026.11.28T10.00.00.save-queries', saveQueries],
  ['2026.11.28T11.00.00.begin-where-switched-on', beginWhereSwitchedOn],
  ['2026.11.28T11.10.00.limit-tries-of-a-device', limitTriesOfADevice],
  ['2026.11.28T11.20.00.plan-journeys-of-cases-once', planJourneysOfCasesOnce],
  ['2026.11.28T11.30.00.keep-case-counts-of-provinces', keepCaseCountsOfProvinces],
  ['2026.11.28T11.40.00.let-clocks-move-cases', letClocksMoveCases],
  ['2026.11.28T12.00.00.judge-by-editions', judgeByEditions],
  ['2026.11.28T13.00.00.count-opened-packages', countOpenedPackages],
  ['2026.11.28T14.00.00.authorise-escorts', authoriseEscorts],
  ['2026.11.28T14.30.00.keep-lists-in-their-order', keepListsInTheirOrder],
  ['2026.11.28T15.00.00.enrol-kiosks', enrolKiosks],
  ['2026.11.28T16.00.00.keep-observation-board', keepObservationBoard],
  ['2026.11.28T16.10.00.count-certificate-prints', countCertificatePrints],
  ['2026.11.28T17.00.00.hold-lots', holdLots],
];
