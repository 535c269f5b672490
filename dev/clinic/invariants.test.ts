import { getJourney } from '../../contracts/journeys.js';
import { listResults } from '../../contracts/archives.js';
import { checkVisit, type Offenders, type OtherSide, type VisitRecord } from './invariants.js';

const at = Date.parse('2026-11-25T02:00:00.000Z');
const [journeyId, dose, noticeId] = ['journey-1', 'dose-1', 'notice-1'];
const [{ data: [result] }, journey] = [listResults.examples.answer, getJourney.examples.answer];
const entry = { version: 9, station: null, commandId: 'c', actor: { kind: 'process' as const } };

function recordOf(overrides: Partial<VisitRecord> = {}): VisitRecord {
  const [planned] = journey.doses;
  return {
    journey: { ...journey, stage: 'closed', doses: [{ ...planned!, plannedDoseId: dose, given: { contentVersion: 1 } as never }] },
    results: [{ ...result!, plannedDoseId: dose, upload: 'confirmed' }],
    notices: [{ id: noticeId, kind: 'result', channel: 'sms', contentVersion: 1, state: 'sent', attempts: 1, nextTryAt: null, errorCode: null, createdAt: new Date(at).toISOString() }],
    timeline: [{ ...entry, type: 'uploadConfirmed', at: new Date(at).toISOString(), data: { plannedDoseId: dose } }],
    ...overrides,
  };
}

function otherSide(overrides: Partial<OtherSide> = {}): OtherSide {
  return {
    doses: { total: 1, byKey: { [`${journeyId}:${dose}:upload:1`]: 1 }, doubles: [] },
    archives: { total: 1, doubles: [] },
    sent: { total: 1, messages: [{ clientRef: noticeId, at: at + 5 }], doubles: [] },
    ...overrides,
  };
}

function offendersOf(record: VisitRecord, other: OtherSide): Offenders {
  const offenders: Offenders = { lost: [], doubled: [], stalled: [], noticesWithoutRecord: [] };
  checkVisit({ journeyId, givenDoseIds: [dose] }, record, other, offenders);
  return offenders;
}

const none: Offenders = { lost: [], doubled: [], stalled: [], noticesWithoutRecord: [] };

describe('the invariants of a clinic day', () => {
  it('hold for a visit that is recorded once here and there, and told of afterwards', () => {
    expect(offendersOf(recordOf(), otherSide())).toEqual(none);
  });

  it.each<{ fact: string; record?: Partial<VisitRecord>; other?: Partial<OtherSide>; broken: Partial<Offenders> }>([
    { fact: 'a given dose that we have not', record: { results: [] }, broken: { lost: [dose] } },
    { fact: 'a confirmed dose that the registry has not', other: { doses: { total: 0, byKey: {}, doubles: [] } }, broken: { lost: [dose] } },
    { fact: 'a dose that the registry has twice', other: { doses: { total: 2, byKey: { [`${journeyId}:${dose}:upload:1`]: 1, [`${journeyId}:${dose}:upload:2`]: 1 }, doubles: [] } }, broken: { doubled: [dose] } },
    { fact: 'a dose that we have twice', record: { results: [result!, result!].map((one) => ({ ...one, plannedDoseId: dose })) }, broken: { doubled: [dose] } },
    { fact: 'a journey that stands still', record: { journey: { ...recordOf().journey, stage: 'released' } }, broken: { stalled: [journeyId] } },
    { fact: 'a notice before the registry had confirmed', other: { sent: { total: 1, messages: [{ clientRef: noticeId, at: at - 1 }], doubles: [] } }, broken: { noticesWithoutRecord: [journeyId] } },
    { fact: 'a notice of a dose that is still on its way', record: { timeline: [] }, broken: { noticesWithoutRecord: [journeyId] } },
  ])('are broken by $fact', ({ record, other, broken }) => {
    expect(offendersOf(recordOf(record), otherSide(other))).toEqual({ ...none, ...broken });
  });

  it('allow an open journey with a step that retries, and a notice after the books of the day closed', () => {
    const retrying = [{ step: 'uploadDose', attempt: 2, errorCode: 'timeout', nextTryAt: null, pausedAt: null }];
    const closedBooks = { ...entry, type: 'recordsFinal', at: new Date(at).toISOString(), data: {} };
    const results = recordOf().results.map((one) => ({ ...one, upload: 'sent' as const }));
    const record = recordOf({ journey: { ...recordOf().journey, stage: 'released', retrying }, results, timeline: [closedBooks] });
    expect(offendersOf(record, otherSide({ doses: { total: 0, byKey: {}, doubles: [] } }))).toEqual(none);
  });
});
