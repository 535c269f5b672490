import { CASE_KINDS, CASES, type CaseKind } from '../../domain/cases/kinds.js';
import type { OpenQueue } from '../../domain/cases/queue.js';
import { CASE_LEVELS } from '../../domain/cases/supervisor-case.js';
import { addDays, localDateOf, toInstant } from '../../domain/time.js';
import type { FieldCipher } from '../../db/field-cipher.js';
import type { Random } from '../../simulators/residents/random.js';
import type { Calendar } from './calendar.js';
import { idAt } from './ids.js';
import { rowOf, type Row } from './rows.js';
import type { Visit } from './visits.js';

/** One visit in ten has one. */
export const CASE_SHARE = 0.1;
/** Of those of the last tenth of the time, and of older ones: a fifth of all. */
const OPEN_SHARE = { recent: 0.9, older: 0.122 };
const RECENT = 0.1;

/** The first kinds of the list come often, the last ones seldom. */
const KINDS: readonly (readonly [CaseKind, number])[] = CASE_KINDS.map((kind, n) => [kind, 1 / (n + 2)]);
/** A claim that ran out stays written where nobody has taken the case since: it stands among the unclaimed. */
const STANDS: readonly (readonly [OpenQueue | 'expired', number])[] = [['unclaimed', 67], ['re-review', 5], ['expired', 10], ['in-hand', 6], ['for-approval', 7], ['for-information', 5]];

const HOUR_MS = 3_600_000;
const NOTE = '核对两边记录后再决定。';

export type CaseDraw = { kind: CaseKind; open: boolean; standsIn: OpenQueue | 'expired' };

export function drawCase(random: Random, calendar: Calendar, startedAtMs: number): CaseDraw | null {
  if (!random.chance(CASE_SHARE)) return null;
  const age = (calendar.nowMs - startedAtMs) / (calendar.nowMs - calendar.firstMs);
  const open = random.chance(age < RECENT ? OPEN_SHARE.recent : OPEN_SHARE.older);
  return { kind: random.weighted(KINDS), open, standsIn: random.weighted(STANDS) };
}

export type CaseParts = { calendar: Calendar; cipher: FieldCipher };

export function* rowsOfCase(random: Random, { calendar, cipher }: CaseParts, { journeyId, residentId, place: { siteId, areaCode }, startedAtMs }: Visit, { kind, open, standsIn }: CaseDraw): Generator<Row> {
  const openedAtMs = Math.min(startedAtMs + random.int(48 * HOUR_MS), calendar.nowMs);
  const caseId = idAt(random, openedAtMs);
  const noteId = idAt(random, openedAtMs);
  const by = `S-${random.int(40)}`;
  const dueAt = new Date(openedAtMs + (CASES[kind].due === 'at-desk' ? 1 : 24) * HOUR_MS + random.int(72 * HOUR_MS));
  const stands = open ? standsIn : null;
  const said = { by, at: openedAtMs, noteId };
  const [action] = CASES[kind].actions;
  const claimMs = stands === 'in-hand' ? calendar.nowMs + (24 + random.int(24)) * HOUR_MS : stands === 'expired' ? calendar.nowMs - random.int(48 * HOUR_MS) - 1 : null;
  const withNote = stands === 'for-approval' || stands === 'for-information' || random.chance(0.3);
  const types = ['opened', ...(stands === null || claimMs !== null ? ['claimed'] : []), ...(withNote ? ['commented'] : []), ...(open ? [] : ['resolved'])];
  yield rowOf('cases', {
    id: caseId, kind, journey_id: journeyId, resident_id: residentId, site_id: siteId, area_code: areaCode, opened_at: new Date(openedAtMs), due_at: dueAt, status: open ? 'open' : 'resolved', version: types.length,
    level: random.pick(CASE_LEVELS), claimed_by: claimMs === null ? null : by, claimed_until: claimMs === null ? null : new Date(claimMs), action: open ? null : action,
    proposal: stands === 'for-approval' ? { ...said, action } : null, question: stands === 'for-information' ? said : null,
    moved: stands === 're-review' ? { at: openedAtMs, what: 'archiveLookedUp' } : null,
  });
  for (const [n, type] of types.entries()) {
    const atMs = openedAtMs + n * 60_000;
    const data = { opened: { kind }, claimed: { by, until: atMs }, commented: { by, noteId }, resolved: { action, noteId: null } }[type] ?? {};
    yield rowOf('case_events', { case_id: caseId, version: n + 1, type, at: new Date(atMs), command_id: idAt(random, atMs), actor: { kind: 'client', clientId: 'console', staffId: by }, data, site_id: siteId, area_code: areaCode });
  }
  if (!withNote) return;
  yield rowOf('notes', {
    id: noteId, resident_id: residentId, site_id: siteId, area_code: areaCode, purpose: 'case-comment', content_enc: cipher.encrypt({ table: 'notes', column: 'content_enc', rowId: noteId }, NOTE),
    retention_until: addDays(localDateOf(toInstant(openedAtMs)), 3_650),
  });
}

