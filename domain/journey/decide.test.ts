import { describe, expect, it } from '@jest/globals';
import { REFUSAL_STATUS } from '../refusals.js';
import { addDays, instantAt, toLocalDate, type Instant } from '../time.js';
import { allNo, cleared, command, DAY, dose, facts, foundNone, history, JourneyUnderTest, NINE, RESIDENT, SLOT, uuid } from './journey-fixtures.js';
import { processView } from './process-view.js';
import { stageOf } from './stage-of.js';
import { doseStateOf } from './state.js';
import type { Decision } from './decision.js';

const later = (ms: number) => (NINE + ms) as Instant;

function codeOf(decision: Decision): string {
  return decision.ok ? 'accepted' : decision.refusal.code;
}

describe('booking', () => {
  it('takes the slot and books the series in one decision', () => {
    const decision = new JourneyUnderTest({}, instantAt(addDays(DAY, -3), '08:00')).send(command('book'));
    expect(decision).toMatchObject({ ok: true, claims: [{ kind: 'take-slot', slotId: SLOT }, { kind: 'book-series', series: 'MMR' }] });
  });

  it.each([
    { fact: 'a slot that is full', world: { slots: facts().slots.map((slot) => ({ ...slot, taken: slot.capacity })) }, code: 'slot-full' },
    { fact: 'a slot nobody knows', world: { slots: [] }, code: 'slot-unknown' },
    { fact: 'a slot of another site', world: { slots: facts().slots.map((slot) => ({ ...slot, siteId: uuid<'site'>(99) })) }, code: 'slot-of-another-site' },
    { fact: 'a vaccine the session does not offer', world: { slots: facts().slots.map((slot) => ({ ...slot, vaccines: ['HepB'] })) }, code: 'vaccine-not-in-session' },
    { fact: 'a series already booked', world: { history: history({ bookedSeries: ['MMR'] }) }, code: 'series-already-booked' },
    { fact: 'a child below the minimum age on the booked day', world: { history: history({ birthDate: toLocalDate('2025-07-03') }) }, code: 'too-young' },
  ])('refuses $fact', ({ world, code }) => {
    expect(codeOf(new JourneyUnderTest(world).send(command('book')))).toBe(code);
  });

  it('accepts a child who is of age on the booked day', () => {
    expect(codeOf(new JourneyUnderTest({ history: history({ birthDate: toLocalDate('2025-07-02') }) }).send(command('book')))).toBe('accepted');
  });

  it('moves both slots in one decision when rescheduled', () => {
    const other = uuid<'slot'>(5);
    const journey = new JourneyUnderTest({ slots: [...facts().slots, { ...facts().slots[0]!, slotId: other }] }).through(command('book'));
    expect(journey.send(command('reschedule', { slotId: other }))).toMatchObject({ claims: [{ kind: 'free-slot', slotId: SLOT }, { kind: 'take-slot', slotId: other }] });
  });

  it('gives slot and series back when cancelled before arrival', () => {
    const decision = new JourneyUnderTest().through(command('book')).send(command('cancel'));
    expect(decision).toMatchObject({ claims: [{ kind: 'free-slot', slotId: SLOT }, { kind: 'release-series', series: 'MMR' }] });
  });
});

describe('a site that is switched off', () => {
  const on = toLocalDate('2022-12-31');
  const off = { switched: { switchedOnOn: on, switchedOffOn: DAY } };

  it.each([
    { fact: 'not yet switched on', world: { switched: { switchedOnOn: addDays(DAY, 1), switchedOffOn: null } } },
    { fact: 'switched off from that day on', world: off },
    { fact: 'without a date', world: { switched: { switchedOnOn: null, switchedOffOn: null } } },
    { fact: 'of which nothing was read', world: { switched: null } },
  ])('begins no visit: $fact', ({ world }) => {
    for (const type of ['book', 'walkIn'] as const) expect(new JourneyUnderTest(world).send(command(type))).toMatchObject({ ok: false, refusal: { code: 'site-not-switched-on', day: DAY } });
  });

  it('takes bookings up to its last day', () => {
    expect(codeOf(new JourneyUnderTest({ switched: { switchedOnOn: on, switchedOffOn: addDays(DAY, 1) } }).send(command('book')))).toBe('accepted');
  });

  it('checks nobody in who booked before, takes no other day of them either, and lets them cancel', () => {
    const journey = new JourneyUnderTest().through(command('book'));
    const other = uuid<'slot'>(5);
    journey.world = facts({ ...off, slots: [...facts().slots, { ...facts().slots[0]!, slotId: other, day: addDays(DAY, 1), endsAt: instantAt(addDays(DAY, 1), '10:00') }] });
    expect(journey.send(command('checkIn'))).toMatchObject({ ok: false, refusal: { code: 'site-not-switched-on', day: DAY } });
    expect(journey.send(command('reschedule', { slotId: other }))).toMatchObject({ ok: false, refusal: { code: 'site-not-switched-on', day: addDays(DAY, 1) } });
    expect(codeOf(journey.send(command('cancel')))).toBe('accepted');
  });

  it('goes on with a visit that has begun, and records a jab of one that has not', () => {
    const begun = cleared();
    begun.world = facts({ switched: null });
    expect(codeOf(begun.send(command('verify')))).toBe('accepted');
    const booked = new JourneyUnderTest().through(command('book'));
    booked.world = facts({ switched: null });
    expect(codeOf(booked.send(command('reportUnverifiedDose')))).toBe('accepted');
  });
});

describe('arrival and identity', () => {
  const booked = () => new JourneyUnderTest().through(command('book'));

  it('asks the registry at check-in, once', () => {
    const journey = booked().through(command('checkIn'));
    expect(processView(journey.current).lookUp).toBe(2);
    journey.through(command('identify'));
    expect(processView(journey.current).lookUp).toBe(2);
  });

  it('refuses check-in on another day and at another site', () => {
    const journey = booked();
    expect(codeOf(journey.send(command('checkIn', { siteId: uuid(98) })))).toBe('wrong-site');
    journey.now = instantAt(addDays(DAY, 1), '09:00');
    expect(codeOf(journey.send(command('checkIn')))).toBe('wrong-day');
  });

  it.each([
    { fact: 'a code shown twice', world: { jtiUsed: true }, code: 'code-replayed' },
    { fact: 'a suspended code', world: { status: 'suspended' as const }, code: 'code-suspended' },
    { fact: 'a code of another resident', world: { residentId: uuid<'resident'>(77) }, code: 'other-person' },
    { fact: 'a code that was re-issued', world: { version: 2 }, code: 'code-superseded' },
  ])('refuses $fact', ({ world, code }) => {
    const journey = new JourneyUnderTest({ healthCode: { ...facts().healthCode!, ...world } }).through(command('walkIn'));
    expect(codeOf(journey.send(command('identify')))).toBe(code);
  });

  it('stops when the name read back does not match (H1)', () => {
    expect(codeOf(new JourneyUnderTest().through(command('walkIn')).send(command('identify', { readBackMatches: false })))).toBe('other-person');
  });

  it('takes a temporary code for the time being', () => {
    const journey = new JourneyUnderTest({ healthCode: { ...facts().healthCode!, attribute: 'temporary' } }).through(command('walkIn'), command('identify'));
    expect(journey.current.identified).toEqual({ means: 'dynamic-code', provisional: { why: 'temporary-code', settleBy: later(86_400_000), overdue: false } });
  });

  it('consumes a dynamic code and leaves a static one', () => {
    const journey = new JourneyUnderTest().through(command('walkIn'));
    expect(journey.send(command('identify'))).toMatchObject({ claims: [{ kind: 'consume-code', jti: 'j1' }] });
    expect(journey.send(command('identify', { means: 'static-code', jti: null }))).toMatchObject({ claims: [] });
  });
});

describe('archive', () => {
  const identified = () => new JourneyUnderTest().through(command('walkIn'), command('identify'));

  it('is never created without a confirmation by staff', () => {
    const journey = identified();
    journey.through(foundNone(journey.current));
    expect(processView(journey.current).createArchive).toBeNull();
    journey.through(command('confirmArchive'));
    expect(processView(journey.current).createArchive).toBe(1);
  });

  it('refuses a confirmation of versions that have moved', () => {
    const journey = identified();
    journey.through(foundNone(journey.current));
    expect(codeOf(journey.send(command('confirmArchive', { oursVersion: 7 })))).toBe('archive-moved');
    expect(codeOf(journey.send(command('confirmArchive', { theirsVersion: 'v9' })))).toBe('archive-moved');
  });

  it('goes on provisionally from the certificate while the registry is away, and takes its answer later', () => {
    const journey = identified();
    expect(codeOf(journey.send(command('confirmArchive')))).toBe('archive-not-looked-up');
    expect(codeOf(journey.send(command('confirmArchive', { historyFrom: 'certificate' })))).toBe('history-source-required');
    journey.through(command('confirmArchive', { historyFrom: 'certificate', noteId: uuid(70) }));
    expect(journey.current.archive?.decision).toBe('provisional');
    journey.through(foundNone(journey.current));
    expect(processView(journey.current).createArchive).toBe(2);
  });

  it('sends several archives to a supervisor', () => {
    const journey = identified();
    journey.through({ type: 'foundArchive', data: { askedVersion: 1, outcome: 'differs', registryVersion: 'r1', fields: {}, evidenceId: uuid(51) } });
    expect(journey.current.cases).toMatchObject([{ kind: 'several-archives' }]);
    expect(codeOf(journey.send(command('confirmArchive', { theirsVersion: 'r1' })))).toBe('needs-supervisor');
  });

  it('finds a dose ineligible when the history that arrived speaks against it (H4)', () => {
    const given = { plannedDoseId: null, vaccine: 'MMR', series: 'MMR', doseNumber: 1, live: true, givenOn: toLocalDate('2026-02-20'), status: 'given' as const };
    const journey = new JourneyUnderTest().through(command('walkIn', { doses: [{ plannedDoseId: dose(1), productId: 'mmr', doseNumber: 2 }] }), command('identify'));
    journey.through(foundNone(journey.current));
    journey.world = facts({ history: history({ doses: [given] }) });
    journey.through(command('confirmArchive'));
    expect(journey.log.find(({ type }) => type === 'eligibilityFound')).toMatchObject({ data: { eligible: false, rule: 'too-early', earliestOn: '2026-03-20' } });
  });
});

describe('gates before a dose', () => {
  it('names the first open gate, in order', () => {
    const journey = new JourneyUnderTest().through(command('walkIn'));
    const gate = () => journey.send(command('recordDose'));
    const expectGate = (name: string) => expect(gate()).toMatchObject({ refusal: { code: 'gate-open', gate: name } });
    expectGate('identified');
    journey.through(command('identify'));
    expectGate('archive-confirmed');
    journey.through(foundNone(journey.current), command('confirmArchive'));
    expectGate('pre-check');
    journey.through(command('recordPrecheck'));
    expectGate('consent');
    journey.through(command('recordConsent'));
    expectGate('checklist');
    journey.through(command('verify'));
    expect(codeOf(gate())).toBe('accepted');
  });

  it('refuses a minor who signs alone, and informing left out', () => {
    const journey = new JourneyUnderTest().through(command('walkIn'), command('identify'));
    journey.through(foundNone(journey.current), command('confirmArchive'), command('recordPrecheck'));
    expect(codeOf(journey.send(command('recordConsent', { relation: 'self' })))).toBe('signer-not-entitled');
    expect(codeOf(journey.send(command('recordConsent', { informed: ['product'] })))).toBe('informing-not-done');
  });

  it('refuses go when an answer stops, and a question left open', () => {
    const journey = new JourneyUnderTest().through(command('walkIn'));
    const answers = { ...allNo(), fever: true };
    expect(codeOf(journey.send(command('recordPrecheck', { answers })))).toBe('contraindicated');
    expect(codeOf(journey.send(command('recordPrecheck', { answers: { fever: false } })))).toBe('question-unanswered');
  });

  it('never takes a fee for a free dose', () => {
    expect(codeOf(cleared().send(command('recordPayment')))).toBe('fee-on-free-dose');
  });
});

describe('checklist', () => {
  const items = () => (command('verify').data as { items: { item: string }[] }).items;

  it.each(items().map(({ item }) => item))('refuses while %s is open', (item) => {
    const filled = items().filter((entry) => entry.item !== item);
    expect(cleared().send(command('verify', { items: filled } as never))).toMatchObject({ refusal: { code: 'checklist-item-open', item } });
  });

  it('refuses without the confirmation of either side', () => {
    expect(codeOf(cleared().send(command('verify', { vaccinatorConfirmed: false })))).toBe('checklist-item-open');
    expect(codeOf(cleared().send(command('verify', { residentConfirmation: null })))).toBe('not-confirmed-by-resident');
  });

  it.each([
    { fact: 'a recalled lot', lot: { status: 'recalled' as const }, code: 'lot-recalled' },
    { fact: 'a held lot', lot: { status: 'held' as const }, code: 'lot-held' },
    { fact: 'a lot the day after its expiry', lot: { expiresOn: addDays(DAY, -1) }, code: 'lot-expired' },
    { fact: 'a lot on its expiry date', lot: { expiresOn: DAY }, code: 'accepted' },
  ])('decides $fact', ({ lot, code }) => {
    expect(codeOf(cleared({ lot: { ...facts().lot!, ...lot } }).send(command('verify')))).toBe(code);
  });

  it('refuses the wrong product by the trace code (H2)', () => {
    expect(codeOf(cleared().send(command('verify', { traceCode: '84100100000000000001' })))).toBe('product-mismatch');
  });

  it('refuses a dose of the series that another journey holds, and a live vaccine held elsewhere (H6)', () => {
    const journey = cleared();
    const reservation = { plannedDoseId: dose(9), series: 'MMR', doseNumber: 1, live: true, reservedUntil: later(1) };
    journey.world = facts({ history: history({ reservations: [reservation] }) });
    expect(codeOf(journey.send(command('verify')))).toBe('dose-claimed-elsewhere');
    journey.world = facts({ history: history({ reservations: [{ ...reservation, series: 'JE-L' }] }) });
    expect(codeOf(journey.send(command('verify')))).toBe('live-interval');
  });
});

describe('dose and afterwards', () => {
  const given = () => cleared().through(command('verify'), command('recordDose'));

  it('sets the clocks of observation and upload as instants', () => {
    const view = processView(given().current);
    expect(view).toMatchObject({ observeUntil: later(1_800_000), uploads: [{ dueAt: later(86_400_000), wanted: false }], recordFinalAt: instantAt(addDays(DAY, 1), '00:00') });
  });

  it('keeps an injection whose claim was lost as reported, with a case (H6)', () => {
    const journey = cleared().through(command('verify'));
    const other = { plannedDoseId: dose(9), vaccine: 'MMR', series: 'MMR', doseNumber: 1, live: true, givenOn: DAY, status: 'given' as const };
    journey.world = facts({ history: history({ doses: [other] }) });
    journey.through(command('recordDose'));
    expect(doseStateOf(journey.current.doses[0]!)).toBe('reported-unverified');
    expect(journey.current.cases).toMatchObject([{ kind: 'claim-conflict', plannedDoseId: dose(1) }]);
  });

  it('refuses release before 30:00 unless an authorised role gives a reason (H12)', () => {
    const journey = given();
    journey.now = later(1_799_999);
    expect(codeOf(journey.send(command('release')))).toBe('observation-not-over');
    expect(codeOf(journey.send(command('release', { early: true, noteId: uuid(71) })))).toBe('not-authorised');
    journey.world = facts({ grants: ['observation:release-early'] });
    expect(codeOf(journey.send(command('release', { early: true })))).toBe('reason-required');
    journey.now = later(1_800_000);
    expect(codeOf(journey.send(command('release')))).toBe('accepted');
  });

  it('sends no notice before the record is final, and closes with upload, release and notice', () => {
    const journey = given().through({ type: 'archiveCreated', data: { contentVersion: 1, registryVersion: 'r1' } });
    expect(processView(journey.current)).toMatchObject({ notice: null, uploads: [{ wanted: true }] });
    journey.through({ type: 'uploaded', data: { plannedDoseId: dose(1), contentVersion: 1 } });
    expect(processView(journey.current).notice).toBe(1);
    journey.now = later(1_800_000);
    journey.through(command('release'), { type: 'noticeDone', data: { contentVersion: 1, noticeId: uuid(80), outcome: 'sent' } });
    expect(stageOf(journey.current)).toBe('closed');
    expect(processView(journey.current).over).toBe(true);
  });

  it('takes an upload that is confirmed after the journey closed over its deadline', () => {
    const journey = given().through({ type: 'archiveCreated', data: { contentVersion: 1, registryVersion: 'r1' } });
    journey.now = later(86_400_000);
    const finalAt = processView(journey.current).recordFinalAt!;
    journey.through({ type: 'recordsBecameFinal', data: { recordFinalAt: finalAt } }, { type: 'noticeDone', data: { contentVersion: 1, noticeId: uuid(80), outcome: 'sent' } }, command('release'));
    journey.through({ type: 'uploadMissedDeadline', data: { plannedDoseId: dose(1), uploadDueAt: later(86_400_000) } });
    expect(stageOf(journey.current)).toBe('closed');
    expect(processView(journey.current).over).toBe(false);
    journey.through({ type: 'uploaded', data: { plannedDoseId: dose(1), contentVersion: 1 } });
    expect(processView(journey.current).over).toBe(true);
  });

  it('refuses a finding that acts on an instant that has moved, or comes too early', () => {
    const journey = new JourneyUnderTest().through(command('book'));
    const { noShowAt } = processView(journey.current);
    expect(codeOf(journey.send({ type: 'noShow', data: { noShowAt: later(1) } }))).toBe('finding-too-late');
    expect(codeOf(journey.send({ type: 'noShow', data: { noShowAt: noShowAt! } }))).toBe('finding-too-late');
    journey.through(command('checkIn'));
    journey.now = noShowAt!;
    expect(codeOf(journey.send({ type: 'noShow', data: { noShowAt: noShowAt! } }))).toBe('finding-too-late');
  });

  it('ends as refused, left or deferred when nothing was given (H9)', () => {
    const endOf = (reason: 'refused' | 'left' | 'deferred') => stageOf(cleared().through(command('notGiven', { reason })).current);
    expect([endOf('refused'), endOf('left'), endOf('deferred')]).toEqual(['refused', 'left', 'deferred']);
  });

  it('gives back the reserved dose and the unopened package', () => {
    const decision = cleared().through(command('verify')).send(command('notGiven'));
    expect(decision).toMatchObject({ claims: [{ kind: 'return-trace-code' }, { kind: 'release-dose', residentId: RESIDENT }] });
  });
});

it('has a status for every refusal code', () => {
  expect(Object.values(REFUSAL_STATUS).every((status) => [403, 404, 409, 422].includes(status))).toBe(true);
});
