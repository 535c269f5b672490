import { describe, expect, it } from '@jest/globals';
import { NINE, uuid } from '../journey/journey-fixtures.js';
import { toAreaCode } from '../ids.js';
import type { Instant } from '../time.js';
import { decideCase, type CaseCommand } from './decide-case.js';
import { actionsOf, CASE_KINDS } from './kinds.js';
import { queueOf } from './queue.js';
import type { CaseMove, CaseProposal, CaseQuestion, SupervisorCase } from './supervisor-case.js';

const clocks = { caseClaimMs: 600_000, caseDueMs: 3_600_000 };
/** Nothing is chosen field by field. */
const WHOLE = { take: {}, differing: {} };
const later = (ms: number) => (NINE + ms) as Instant;

function openCase(change: Partial<SupervisorCase> = {}): SupervisorCase {
  return {
    caseId: uuid(1), kind: 'upload-overdue', journeyId: uuid(2), plannedDoseId: null, residentId: uuid(3), siteId: uuid(4), areaCode: toAreaCode('440103'),
    openedAt: NINE, dueAt: later(3_600_000), level: 'site', claim: null, proposal: null, question: null, moved: null, status: 'open', action: null, version: 1, sameSince: 1, ...change,
  };
}

function after(before: SupervisorCase, command: CaseCommand, now = NINE): SupervisorCase {
  const decision = decideCase(before, command, clocks, now);
  if (!decision.ok) throw new Error(decision.refusal.code);
  return decision.after;
}

const refusal = (before: SupervisorCase, command: CaseCommand, now = NINE) => {
  const decision = decideCase(before, command, clocks, now);
  return decision.ok ? null : decision.refusal;
};

describe('a claim', () => {
  const claimed = after(openCase(), { type: 'claim', by: 'S-1' });

  it('keeps the case for one supervisor until it expires', () => {
    expect(claimed).toMatchObject({ claim: { by: 'S-1', until: later(600_000) }, version: 2 });
    expect(refusal(claimed, { type: 'claim', by: 'S-2' })).toEqual({ code: 'case-claimed', until: later(600_000) });
    expect(after(claimed, { type: 'claim', by: 'S-2' }, later(600_000)).claim?.by).toBe('S-2');
  });

  it('is renewed by whoever has it', () => {
    expect(after(claimed, { type: 'claim', by: 'S-1' }, later(1_000)).claim?.until).toBe(later(601_000));
  });

  it('is given back by nobody else', () => {
    expect(refusal(claimed, { type: 'release', by: 'S-2' })?.code).toBe('case-claimed');
    expect(after(claimed, { type: 'release', by: 'S-1' }).claim).toBeNull();
    expect(refusal(openCase(), { type: 'release', by: 'S-1' })?.code).toBe('case-not-claimed');
  });

  it('does not keep others from saying something', () => {
    expect(after(claimed, { type: 'comment', by: 'S-2', noteId: uuid(9) })).toEqual({ ...claimed, version: 3, sameSince: 3 });
  });
});

describe('a case that another has in hand', () => {
  const claimed = after(openCase(), { type: 'claim', by: 'S-1' });

  it('is taken over with a reason, and only from somebody else', () => {
    const taken = decideCase(claimed, { type: 'takeOver', by: 'S-2', noteId: uuid(9) }, clocks, later(1));
    expect(taken).toMatchObject({ ok: true, event: { type: 'takenOver', data: { by: 'S-2', from: 'S-1', until: later(600_001), noteId: uuid(9) } }, after: { claim: { by: 'S-2', until: later(600_001) } } });
    expect(refusal(claimed, { type: 'takeOver', by: 'S-1', noteId: uuid(9) })?.code).toBe('case-not-claimed');
    expect(refusal(claimed, { type: 'takeOver', by: 'S-2', noteId: uuid(9) }, later(600_000))?.code).toBe('case-not-claimed');
  });

  it('is neither proposed about nor sent back by anybody else', () => {
    expect(refusal(claimed, { type: 'propose', ...WHOLE, by: 'S-2', caseVersion: 2, action: 'acknowledge', noteId: uuid(9) })?.code).toBe('case-claimed');
    expect(refusal(claimed, { type: 'ask', by: 'S-2', noteId: uuid(9) })?.code).toBe('case-claimed');
  });
});

describe('a proposal', () => {
  const before = after(openCase({ kind: 'identity-differs' }), { type: 'claim', by: 'S-1' });
  const propose: Extract<CaseCommand, { type: 'propose' }> = { type: 'propose', ...WHOLE, by: 'S-1', caseVersion: 2, action: 'accept-ours', noteId: uuid(9) };
  const proposed = after(before, propose);

  it('is kept with its reason and gives the case out of hand', () => {
    expect(proposed).toMatchObject({ claim: null, proposal: { action: 'accept-ours', by: 'S-1', at: NINE, noteId: uuid(9) }, version: 3 });
  });

  it('is one at a time, on the version that was read, by an action of the kind', () => {
    expect(refusal(proposed, { ...propose, caseVersion: 3 })).toEqual({ code: 'case-awaits-approval', action: 'accept-ours' });
    expect(refusal(before, { ...propose, caseVersion: 1 })).toEqual({ code: 'case-moved', version: 2 });
    expect(refusal(before, { ...propose, action: 'retry' })?.code).toBe('case-action-not-allowed');
  });

  it('is made on what is there now: the mark of what has moved goes with it, and with nothing less', () => {
    const moved = openCase({ moved: { at: NINE, what: 'doseReportedUnverified' } });
    expect(after(moved, { type: 'propose', ...WHOLE, by: 'S-1', caseVersion: 1, action: 'acknowledge', noteId: uuid(9) }).moved).toBeNull();
    expect(after(after(moved, { type: 'claim', by: 'S-1' }), { type: 'release', by: 'S-1' }).moved).toEqual(moved.moved);
  });

  it('may choose a side for each field that differs, for all of them and for no other, and keeps the choice', () => {
    const each = { ...propose, action: 'choose-fields', differing: { name: 'differs', phone: 'ours-missing' } } as const;
    expect(after(before, { ...each, take: { name: 'ours', phone: 'theirs' } }).proposal).toEqual({ action: 'choose-fields', by: 'S-1', at: NINE, noteId: uuid(9), take: { name: 'ours', phone: 'theirs' } });
    expect(refusal(before, { ...each, take: { name: 'ours' } })).toEqual({ code: 'field-undecided', field: 'phone' });
    expect(refusal(before, { ...each, take: { name: 'ours', phone: 'ours' } })).toEqual({ code: 'field-empty', field: 'phone' });
    expect(refusal(before, { ...each, take: { name: 'ours', phone: 'theirs', sex: 'ours' } })).toEqual({ code: 'field-does-not-differ', field: 'sex' });
    expect(refusal(before, { ...propose, take: { name: 'ours' } })).toEqual({ code: 'field-does-not-differ', field: 'name' }); // a whole side is not a choice of fields
    expect(proposed.proposal).not.toHaveProperty('take');
  });

  it('is declined, or taken back, once', () => {
    const declined = after(proposed, { type: 'decline', by: 'S-2', caseVersion: 3, noteId: uuid(10) });
    expect(declined).toMatchObject({ proposal: null, version: 4 });
    expect(refusal(declined, { type: 'decline', by: 'S-1', caseVersion: 4, noteId: uuid(10) })?.code).toBe('case-not-awaiting');
    expect(refusal(proposed, { type: 'decline', by: 'S-2', caseVersion: 2, noteId: uuid(10) })?.code).toBe('case-moved');
  });
});

it('is sent back to the desk with a question, until that is answered', () => {
  const asked = after(openCase(), { type: 'ask', by: 'S-1', noteId: uuid(9) });
  expect(asked.question).toEqual({ by: 'S-1', at: NINE, noteId: uuid(9) });
  expect(after(asked, { type: 'answer', by: 'N-1', noteId: uuid(10) }).question).toBeNull();
  expect(refusal(openCase(), { type: 'answer', by: 'N-1', noteId: uuid(10) })?.code).toBe('case-not-awaiting');
});

describe('the queue of a case', () => {
  const claim = { by: 'S-1', until: later(600_000) };
  const proposal: CaseProposal = { action: 'acknowledge', by: 'S-1', at: NINE, noteId: uuid(9) };
  const moved: CaseMove = { at: NINE, what: 'archiveLookedUp' };
  const question: CaseQuestion = { by: 'S-1', at: NINE, noteId: uuid(9) };

  it.each<[string, Partial<SupervisorCase>, number]>([
    ['unclaimed', {}, 0],
    ['in-hand', { claim }, 599_999],
    ['unclaimed', { claim }, 600_000],
    ['in-hand', { claim, moved }, 599_999],
    ['re-review', { claim, moved }, 600_000],
    ['for-approval', { proposal, moved }, 0],
    ['for-approval', { claim, proposal }, 0],
    ['for-information', { claim, proposal, question }, 0],
    ['settled', { status: 'resolved', action: 'acknowledge', proposal }, 0],
    ['closed-without-action', { status: 'resolved', question }, 0],
  ])('is %s for %j after %i ms', (queue, change, ms) => {
    expect(queueOf(openCase(change), later(ms))).toBe(queue);
  });
});

describe('an overdue case', () => {
  it.each([
    ['site', 'district'],
    ['district', 'city'],
    ['city', 'province'],
  ] as const)('moves from %s to %s with a new due time', (level, next) => {
    const due = later(3_600_000);
    expect(after(openCase({ level }), { type: 'escalate', dueAt: due }, due)).toMatchObject({ level: next, dueAt: later(7_200_000) });
  });

  it('is still what somebody has read: they propose and decline on the version before, and on no earlier one', () => {
    const due = later(3_600_000);
    const read = after(openCase(), { type: 'comment', by: 'S-3', noteId: uuid(8) });
    const moved = after(after(read, { type: 'escalate', dueAt: due }, due), { type: 'escalate', dueAt: later(7_200_000) }, later(7_200_000));
    const proposing = (caseVersion: number): CaseCommand => ({ type: 'propose', by: 'S-1', caseVersion, action: 'acknowledge', noteId: uuid(9), ...WHOLE });
    expect(moved).toMatchObject({ version: 4, sameSince: 2 });
    expect([1, 2, 3, 4, 5].map((caseVersion) => refusal(moved, proposing(caseVersion))?.code)).toEqual(['case-moved', undefined, undefined, undefined, 'case-moved']);
    const proposed = after(moved, proposing(2));
    expect(proposed).toMatchObject({ version: 5, sameSince: 5 });
    expect(refusal(proposed, { type: 'decline', by: 'S-2', caseVersion: 4, noteId: uuid(9) })?.code).toBe('case-moved');
  });

  it('stays with the province, which has nobody above it', () => {
    const due = later(3_600_000);
    expect(refusal(openCase({ level: 'province' }), { type: 'escalate', dueAt: due }, due)?.code).toBe('finding-too-late');
  });

  it.each([
    ['before it is due', later(3_600_000), later(3_599_999)],
    ['for an instant that has moved', later(1), later(9_000_000)],
  ])('does not move %s', (_, dueAt, now) => {
    expect(refusal(openCase(), { type: 'escalate', dueAt }, now)?.code).toBe('finding-too-late');
  });
});

it('takes nothing more once it is resolved', () => {
  const resolved = openCase({ status: 'resolved', action: 'acknowledge' });
  const commands: CaseCommand[] = [{ type: 'claim', by: 'S-1' }, { type: 'release', by: 'S-1' }, { type: 'comment', by: 'S-1', noteId: uuid(9) }];
  expect(commands.map((command) => refusal(resolved, command)?.code)).toEqual(['case-not-open', 'case-not-open', 'case-not-open']);
});

it.each(CASE_KINDS)('leaves something to decide about %s', (kind) => {
  expect(actionsOf(kind)).not.toHaveLength(0);
});
