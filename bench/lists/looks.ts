import type { Random } from '../../simulators/residents/random.js';
import { idAt } from './ids.js';
import { rowOf, type Row } from './rows.js';
import type { Visit } from './visits.js';

/** What the audit keeps of whom; assumed. */
const PEOPLE = 2_000;
const ACTIONS = ['journey.read', 'journey.identify', 'archive.read', 'case.resolve', 'request.refuse'] as const;
const REFUSED = 0.01;
const FAILED = 0.002;

/** One row of the audit for each visit, while it is attended to; no seal stands for it. */
export function* rowsOfLook(random: Random, { journeyId }: Visit, attendedMs: number): Generator<Row> {
  const n = random.int(PEOPLE);
  const outcome = random.chance(REFUSED) ? 'refused' : random.chance(FAILED) ? 'failed' : 'done';
  yield rowOf('audit_rows', {
    id: idAt(random, attendedMs), at: new Date(attendedMs), actor: { kind: 'person', personId: `P-${n}`, staffId: `S-${n}` }, action: random.pick(ACTIONS), object_kind: 'journey', object_id: journeyId,
    outcome, code: outcome === 'refused' ? 'not-in-this-stage' : null, params: {}, count: null,
  });
}
