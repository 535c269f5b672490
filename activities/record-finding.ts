import { ApplicationFailure } from '@temporalio/activity';
import type { Door } from '../db/door.js';
import type { EvidenceToKeep, LearntDose, RowsToKeep } from '../db/door/submission.js';
import { newId } from '../db/new-id.js';
import type { JourneyId } from '../domain/ids.js';
import type { Finding, FindingData } from '../domain/journey/commands.js';
import { processView } from '../domain/journey/process-view.js';
import type { Policies } from '../domain/policies.js';
import { localDateOf } from '../domain/time.js';
import type { RecordedDose } from '../registries/immunization/port.js';
import { GONE, type SeenView } from './journey-activities.js';

/** What is stored in the same append as a finding. */
export type Beside = { evidence?: EvidenceToKeep; rows?: RowsToKeep };

/** Records a finding, whichever races it loses, and gives the view as it is then; one that came too late gives that too. */
export type RecordFinding = (journeyId: JourneyId, finding: Finding, beside?: Beside) => Promise<SeenView>;

const OWNER = 'vaccinationJourney';
const SCOPE = { ofJourney: true } as const;

/**
 * The process's side of the door: a finding's key is what it answers, so that the first to commit wins and a repeat gets the present view.
 * The journey's own workflow goes on from that view; what another `process` finds is news for it.
 */
export function createFindingRecorder(door: Door, process: 'own' | 'another' = 'own'): RecordFinding {
  return async (journeyId, finding, { evidence, rows } = {}) => {
    const result = await door.submit({
      journeyId,
      command: finding,
      commandId: newId<'command'>(),
      key: { owner: OWNER, key: findingKey(journeyId, finding), bodyHash: null },
      scope: SCOPE,
      actor: { kind: 'process' },
      station: null,
      ...(process === 'own' && { recordedBy: OWNER }),
      ...(evidence && { evidence: [evidence] }),
      ...(rows && { rows }),
    });
    if (result.kind === 'committed') return { version: result.version, view: result.view };
    if (result.kind === 'unknown') return GONE;
    if (result.kind !== 'refused') throw ApplicationFailure.create({ message: `the door could not take ${finding.type}: ${result.kind}`, type: result.kind });
    const present = await door.peek(SCOPE, journeyId);
    return present ? { version: present.version, view: processView(present.state) } : GONE;
  };
}

/** `<journeyId>:<plannedDoseId>:<step>:<what is answered>`, the form of every effect's key. */
function findingKey(journeyId: JourneyId, { type, data }: Finding): string {
  const dose = 'plannedDoseId' in data ? data.plannedDoseId : '-';
  return `${journeyId}:${dose}:${type}:${answered(data)}`;
}

function answered(data: FindingData[keyof FindingData]): string | number {
  if ('lotHoldId' in data) return data.lotHoldId;
  if ('contentVersion' in data) return data.contentVersion;
  if ('askedVersion' in data) return data.askedVersion;
  if ('step' in data) return data.restarts === 0 ? data.step : `${data.step}#${data.restarts}`;
  if ('noShowAt' in data) return data.noShowAt;
  if ('settleBy' in data) return data.settleBy;
  if ('uploadDueAt' in data) return data.uploadDueAt;
  if ('dueAt' in data) return data.dueAt;
  return 'observeUntil' in data ? data.observeUntil : data.recordFinalAt;
}

/** Of the registry's records, those of vaccines we know; its code of a vaccine is the name that our schedule and products carry. */
export function learntFrom(doses: readonly RecordedDose[], { products, schedule }: Pick<Policies, 'products' | 'schedule'>): LearntDose[] {
  return doses.flatMap(({ vaccineCode: vaccine, doseNumber, givenAt }) => {
    const row = schedule.flatMap(({ rows }) => rows).find(({ vaccines }) => vaccines.includes(vaccine));
    const product = products.find((one) => one.vaccine === vaccine);
    if (!product && !row) return [];
    // Of a vaccine without a product: the series of those that finish its doses.
    const series = (product ?? products.find((one) => row?.vaccines.includes(one.vaccine)))?.series ?? row?.series ?? vaccine;
    return [{ vaccine, series, doseNumber, live: product?.live ?? row?.injectedLive ?? false, productId: null, givenOn: localDateOf(givenAt) }];
  });
}
