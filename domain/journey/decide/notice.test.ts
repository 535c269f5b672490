import { describe, expect, it } from '@jest/globals';
import type { Instant } from '../../time.js';
import type { Finding } from '../commands.js';
import { command, dose, givenDose, uuid, type JourneyUnderTest } from '../journey-fixtures.js';
import { processView } from '../process-view.js';

const NOTICE = uuid<'notice'>(80);
const asked = { contentVersion: 1, noticeId: NOTICE };
const handedOver: Finding = { type: 'noticeHandedOver', data: asked };
const notReceived: Finding = { type: 'noticeNotReceived', data: asked };
const done = (outcome: 'sent' | 'failed' | 'uncertain'): Finding => ({ type: 'noticeDone', data: { ...asked, outcome } });

/** Uploaded and gone home: nothing but the notice is left. */
function home(): JourneyUnderTest {
  const journey = givenDose().through({ type: 'archiveCreated', data: { contentVersion: 1, registryVersion: 'r1' } }, { type: 'uploaded', data: { plannedDoseId: dose(1), contentVersion: 1 } });
  journey.now = (journey.now + 1_800_000) as Instant;
  return journey.through(command('release'));
}
const refusalOf = (journey: JourneyUnderTest, finding: Finding) => {
  const decision = journey.send(finding);
  return decision.ok ? null : decision.refusal.code;
};
const kinds = (journey: JourneyUnderTest) => journey.current.cases.map(({ kind }) => kind);

describe('a notice that is handed over', () => {
  it('is asked of the journey no more, and keeps it open', () => {
    const journey = home().through(handedOver);
    expect(processView(journey.current)).toMatchObject({ notice: null, recordFinalAt: null, over: false });
    expect(journey.current.closed).toBe(false);
  });

  it.each(['sent', 'failed', 'uncertain'] as const)('closes it when its delivery ends: %s', (outcome) => {
    const journey = home().through(handedOver, done(outcome));
    expect(journey.current).toMatchObject({ closed: true, notice: { outcome }, noticeUnderWay: null });
    expect(kinds(journey)).toEqual(outcome === 'sent' ? [] : ['notice-undeliverable']);
    expect(processView(journey.current).over).toBe(true);
  });

  it('may end before the journey has heard that it was handed over', () => {
    const journey = home().through(done('sent'));
    expect(refusalOf(journey, handedOver)).toBe('finding-too-late');
  });

  it('ends once', () => {
    const journey = home().through(handedOver, done('sent'));
    expect(refusalOf(journey, done('failed'))).toBe('finding-too-late');
  });
});

describe('a negative receipt', () => {
  it('is a case of a journey that has closed, and sending again is another notice', () => {
    const journey = home().through(done('sent'), notReceived);
    expect(journey.current).toMatchObject({ closed: true, notice: { contentVersion: 1, outcome: 'failed' } });
    expect(kinds(journey)).toEqual(['notice-undeliverable']);
    expect(refusalOf(journey, notReceived)).toBe('finding-too-late');
  });

  it('of a notice that was never sent, or of another one, says nothing', () => {
    expect(refusalOf(home(), notReceived)).toBe('finding-too-late');
    expect(refusalOf(home().through(done('sent')), { type: 'noticeNotReceived', data: { ...asked, contentVersion: 2 } })).toBe('finding-too-late');
  });
});
