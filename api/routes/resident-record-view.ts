import type { ResidentRecord } from '../../contracts/resident-records.js';
import type { Archive } from '../../db/archive-store.js';
import type { DoseRecord } from '../../db/dose-store.js';
import type { HealthCode } from '../../db/health-code-store.js';
import type { FlaggedRow } from '../../db/journey-store.js';
import type { Origins } from '../../db/origin-store.js';
import { fieldOrigins } from '../../domain/archive/field-origin.js';
import { registryStateOf } from '../../domain/archive/registry-state.js';
import type { IdentityCheck } from '../../domain/identity/check.js';
import { REGISTRY } from '../../domain/systems/systems.js';
import type { Instant } from '../../domain/time.js';
import { showIdentityCheck } from './identity-checks.js';
import { optionalTime, rfc3339, showJourneyRow } from './journey-view.js';
import { maskNumber } from './resident-view.js';

type Kept = { archive: Archive; origins: Origins; check: IdentityCheck | null; doses: DoseRecord[]; healthCode: HealthCode | null; journeys: FlaggedRow[] };

/** All that there is about a resident but who it is. */
export function showRecord({ archive, origins, check, doses, healthCode, journeys }: Kept, now: Instant): ResidentRecord {
  const { residentId, state, registry, archiveNo, version, registryVersion } = archive;
  return {
    residentId,
    archive: { state, registry, archiveNo: archiveNo && maskNumber(archiveNo), version, registryVersion },
    origins: fieldOrigins(origins, check).map(({ at, vouchedAt, ...origin }) => ({ ...origin, at: rfc3339(at), vouchedAt: optionalTime(vouchedAt) })),
    doses: doses.filter(({ status }) => status !== 'voided').map((dose) => showDose(dose, archive)),
    healthCode: healthCode && { id: healthCode.healthCodeId, status: healthCode.status, attribute: healthCode.attribute, version: healthCode.version },
    identityCheck: showIdentityCheck(residentId, check, now),
    journeys: journeys.map(showJourneyRow),
  };
}

function showDose(dose: DoseRecord, { registry, state }: Archive): ResidentRecord['doses'][number] {
  const { plannedDoseId, journeyId, siteId, productId, vaccine, series, doseNumber, lot, bodySite, route, givenOn, givenAt, upload, uploadDueAt } = dose;
  return {
    plannedDoseId, journeyId, siteId, productId, vaccine, series, doseNumber, lot, bodySite, route, givenOn, givenAt: optionalTime(givenAt),
    registry: registry ?? REGISTRY,
    registryState: registryStateOf(dose, state === 'known'),
    uploadDueAt: upload === 'confirmed' ? null : optionalTime(uploadDueAt),
  };
}
