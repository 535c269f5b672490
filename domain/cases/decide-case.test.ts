import { describe, expect, it } from '@jest/globals';
import { NINE, uuid } from '../journey/journey-fixtures.js';
import { toAreaCode } from '../ids.js';
import type { Instant } from '../time.js';
import { decideCase, type CaseCommand } from './decide-case.js';
import { actionsOf, CASE_KINDS } from './kinds.js';
import type { SupervisorCase } from './supervisor-case.js';

const clocks = { caseClaimMs: 600_000, caseDueMs: 3_600_000 };
const later = (ms: number) => (NINE + ms) as Instant;

function openCase(change: Partial<SupervisorCase> = {}): SupervisorCase {
  return {
    caseId: uuid(1), kind: 'upload-overdue', journeyId: uuid(2), plannedDoseId: null, residentId: uuid(3), siteId: uuid(4), areaCode: toAreaCode('440103'),
    openedAt: NINE, dueAt: later(3_600_000), level: 'site', claim: null, status: 'open', action: null, version: 1, ...change,
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
    expect(after(claimed, { type: 'comment', by: 'S-2', noteId: uuid(9) })).toEqual({ ...claimed, version: 3 });
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
