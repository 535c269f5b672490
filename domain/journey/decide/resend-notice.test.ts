import { describe, expect, it } from '@jest/globals';
import type { Instant } from '../../time.js';
import type { CaseFact } from '../facts.js';
import { dose, givenDose, uuid, supervisorCase, type JourneyUnderTest } from '../journey-fixtures.js';
import { processView } from '../process-view.js';

const NOTICE = uuid<'notice'>(80);
const done = (outcome: 'sent' | 'failed' | 'no-phone') => ({ type: 'noticeDone' as const, data: { contentVersion: 1, noticeId: NOTICE, outcome } });
const resend = (change: { contentVersion?: number; hasPhone?: boolean } = {}) => ({ type: 'resendNotice' as const, data: { contentVersion: 1, hasPhone: true, caseId: null, by: 'S-1', noteId: uuid<'note'>(72), ...change } });

/** Uploaded: nothing but the notice is left to the process. */
function due(): JourneyUnderTest {
  return givenDose().through({ type: 'archiveCreated', data: { contentVersion: 1, registryVersion: 'r1' } }, { type: 'uploaded', data: { plannedDoseId: dose(1), contentVersion: 1 } });
}
const refusalOf = (journey: JourneyUnderTest, change = {}) => {
  const decision = journey.send(resend(change));
  return decision.ok ? null : decision.refusal.code;
};

describe('sending a notice again', () => {
  it.each(['sent', 'no-phone'] as const)('is another message, once the last one has ended: %s', (outcome) => {
    const journey = due().through(done(outcome), resend());
    expect(processView(journey.current).notice).toBe(2);
    expect(journey.log.at(-1)).toMatchObject({ type: 'noticeReopened', v: 2, data: { contentVersion: 2, noteId: uuid(72) } });
  });

  it('is refused while one is due or under way, so that asking twice is one message', () => {
    expect(refusalOf(due())).toBe('notice-under-way');
    expect(refusalOf(due().through({ type: 'noticeHandedOver', data: { contentVersion: 1, noticeId: NOTICE } }))).toBe('notice-under-way');
    expect(refusalOf(due().through(done('sent'), resend()))).toBe('notice-under-way');
  });

  it('is refused where none was due, where a later one stands in its place, and to nobody who can be reached', () => {
    expect(refusalOf(givenDose())).toBe('notice-not-due');
    expect(refusalOf(due().through(done('sent')), { contentVersion: 3 })).toBe('notice-superseded');
    expect(refusalOf(due().through(done('no-phone')), { hasPhone: false })).toBe('notice-no-phone');
  });

  it('decides the case about the last one, unless somebody else has it in hand', () => {
    const journey = due().through(done('failed'));
    const { caseId } = journey.current.cases[0]!;
    const until = (journey.now + 60_000) as Instant;
    const heldBy = (by: string): CaseFact => supervisorCase(caseId, 'send-again', { proposal: null, version: 4, claim: { by, until } });
    journey.world = { ...journey.world, supervisorCase: heldBy('S-2') };
    expect(refusalOf(journey)).toBe('case-claimed');
    journey.world = { ...journey.world, supervisorCase: heldBy('S-1') };
    const decision = journey.send(resend());
    expect(decision).toMatchObject({ ok: true, resolved: [{ caseId, expect: 4, action: 'send-again', noteId: uuid(72) }] });
    expect(journey.current.cases).toEqual([]);
  });
});
