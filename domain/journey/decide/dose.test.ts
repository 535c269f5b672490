import { addDays, instantAt, type Instant } from '../../time.js';
import type { NotGivenReason } from '../events.js';
import { NOT_GIVEN_REASONS } from '../events.js';
import { checklistItems, cleared, command, DAY, dose, facts, JourneyUnderTest, NINE, policies } from '../journey-fixtures.js';
import { stageOf } from '../stage-of.js';
import { doseStateOf } from '../state.js';

const codeOf = (decision: ReturnType<JourneyUnderTest['send']>) => (decision.ok ? 'accepted' : decision.refusal.code);
const later = (minutes: number) => (NINE + minutes * 60_000) as Instant;
const gtin = policies.products.find(({ productId }) => productId === 'mmr')?.gtin;
const gs1 = ({ lot = 'L1', expiry = '270101' } = {}) => `(01)${gtin}(17)${expiry}(10)${lot}(21)S9`;

describe('the package that is scanned', () => {
  it('is counted by GTIN and serial, and what it is stands beside the evidence', () => {
    expect(cleared().send(command('verify', { traceCode: gs1() }))).toMatchObject({
      claims: [{ kind: 'reserve-dose' }, { kind: 'use-trace-code', traceCode: `01${gtin}21S9`, dosesPerPackage: 1 }],
      proven: { content: { traceCode: `01${gtin}21S9`, productId: 'mmr', specification: '0.5mL', lot: 'L1', expiresOn: '2027-01-01' } },
    });
  });

  it.each([
    { fact: 'no trace code', traceCode: '欧阳', code: 'trace-code-invalid' },
    { fact: 'of another product', traceCode: '84100100000000000001', code: 'product-mismatch' },
    { fact: 'of no product', traceCode: '99999990000000000001', code: 'product-mismatch' },
    { fact: 'of another lot', traceCode: gs1({ lot: 'L2' }), code: 'lot-differs-from-scan' },
    { fact: 'of another expiry', traceCode: gs1({ expiry: '270131' }), code: 'expiry-differs-from-scan' },
    { fact: 'as it is on record', traceCode: gs1(), code: 'accepted' },
  ])('is judged: $fact', ({ traceCode, code }) => {
    expect(codeOf(cleared().send(command('verify', { traceCode })))).toBe(code);
  });

  it('is usable on its expiry date and refused the day after, at the checklist and at the dose (H5)', () => {
    const lot = { ...facts().lot!, expiresOn: DAY };
    const journey = cleared({ lot }).through(command('verify'));
    journey.now = instantAt(DAY, '23:59');
    expect(codeOf(journey.send(command('recordDose')))).toBe('accepted');
    journey.now = instantAt(addDays(DAY, 1), '00:00');
    expect([codeOf(cleared({ lot: { ...lot, expiresOn: addDays(DAY, -1) } }).send(command('verify'))), codeOf(cleared({ lot }).through(command('verify')).at(journey.now).send(command('recordDose')))]).toEqual(['lot-expired', 'lot-expired']);
  });
});

describe('a package of several doses', () => {
  const five = { plannedDoseId: dose(1), productId: 'je-l', traceCode: '84100500000000000001', items: checklistItems('je-l') };
  const jeL = () => {
    const journey = new JourneyUnderTest({ lot: { ...facts().lot!, productId: 'je-l' } }).through(command('walkIn', { doses: [{ plannedDoseId: dose(1), productId: 'je-l', doseNumber: 1 }] }), command('identify'));
    journey.through({ type: 'foundArchive', data: { askedVersion: 1, outcome: 'none', registryVersion: null, fields: {}, evidenceId: null } });
    return journey.through(command('confirmArchive'), command('recordPrecheck'), command('recordConsent'));
  };

  it('stands open from its first dose on', () => {
    expect(jeL().through(command('verify', five)).send(command('recordDose', { givenAt: NINE }))).toMatchObject({ claims: [{ kind: 'give-dose' }, { kind: 'open-package', plannedDoseId: dose(1), openedAt: NINE }] });
  });

  it('is refused at the checklist and at the dose once it is past its discard time, which is told (H5)', () => {
    const past = { code: 'vial-past-discard-time', discardAt: later(30) };
    const journey = jeL();
    journey.world = { ...journey.world, package: { uses: 1, openedAt: NINE } };
    expect(codeOf(journey.at(later(30)).send(command('verify', five)))).toBe('accepted');
    expect(journey.at(later(31)).send(command('recordDose'))).toEqual({ ok: false, refusal: past });
    const other = jeL();
    other.world = { ...other.world, package: { uses: 1, openedAt: NINE } };
    expect(other.at(later(31)).send(command('verify', five))).toEqual({ ok: false, refusal: past });
  });

  it('stands open too where it was opened and then not given, and keeps its use', () => {
    expect(jeL().through(command('verify', five)).send(command('notGiven', { packageOpened: true }))).toMatchObject({ claims: [{ kind: 'open-package', openedAt: NINE }, { kind: 'release-dose' }] });
  });
});

describe('outcomes of a dose', () => {
  const verified = () => cleared().through(command('verify'));

  it.each([...NOT_GIVEN_REASONS])('%s is kept as itself, and counts as given to nobody (H9)', (reason) => {
    const journey = verified().through(command('notGiven', { reason }));
    expect(journey.current.doses).toMatchObject([{ notGiven: reason, given: null }]);
    expect(doseStateOf(journey.current.doses[0]!)).toBe('not-given');
  });

  it.each<{ reason: NotGivenReason; injected: boolean; observed: boolean }>([
    { reason: 'partial', injected: false, observed: true },
    { reason: 'fainted', injected: true, observed: true },
    { reason: 'fainted', injected: false, observed: false },
    { reason: 'spilt', injected: false, observed: false },
    { reason: 'refused', injected: false, observed: false },
  ])('$reason, something in: $injected, is observed: $observed', ({ reason, injected, observed }) => {
    const { current } = verified().through(command('notGiven', { reason, injected }));
    expect([current.observation, stageOf(current) === 'observing']).toEqual([observed ? { until: later(30), elapsed: false } : null, observed]);
  });

  it.each<{ reason: NotGivenReason; change?: object; back: boolean }>([
    { reason: 'refused', back: true },
    { reason: 'fainted', back: true },
    { reason: 'fainted', change: { injected: true }, back: false },
    { reason: 'left', change: { packageOpened: true }, back: false },
    { reason: 'spilt', back: false },
    { reason: 'partial', back: false },
  ])('$reason gives the use of the package back: $back', ({ reason, change, back }) => {
    const decision = verified().send(command('notGiven', { reason, ...change }));
    expect(decision.ok && decision.claims.some(({ kind }) => kind === 'return-trace-code')).toBe(back);
  });
});

describe('where it goes in', () => {
  const second = { plannedDoseId: dose(2), productId: 'hepb-10', traceCode: '84100100000000000001' };
  const both = () => {
    const journey = cleared().through(command('planDose'), command('recordPrecheck'), command('recordConsent', { plannedDoseIds: [dose(2)] }), command('verify'), command('recordDose'));
    journey.world = { ...journey.world, lot: { ...facts().lot!, productId: 'hepb-10' } };
    return journey;
  };
  const at = (bodySite: string) => ({ ...second, items: checklistItems('hepb-10', bodySite) });
  const taken = { ok: false, refusal: { code: 'body-site-taken', bodySite: 'left-upper-arm', rule: '4.1.1' } };

  it.each([
    { item: 'body-site', value: 'left-thigh', code: 'body-site-not-allowed' },
    { item: 'route', value: 'IM', code: 'route-not-allowed' },
    { item: 'dose', value: '1 mL', code: 'dose-amount-not-allowed' },
  ])('refuses a checklist with another $item than the product has', ({ item, value, code }) => {
    const items = checklistItems('mmr').map((entry) => (entry.item === item ? { ...entry, value } : entry));
    expect(codeOf(cleared().send(command('verify', { items })))).toBe(code);
  });

  it('refuses two injections of one visit at the same body site, at the checklist and at the dose (H3)', () => {
    const journey = both();
    expect(journey.send(command('verify', at('left-upper-arm')))).toEqual(taken);
    journey.through(command('verify', at('right-upper-arm')));
    expect(journey.send(command('recordDose', { plannedDoseId: dose(2), bodySite: 'left-upper-arm', route: 'IM' }))).toEqual(taken);
    expect(codeOf(journey.send(command('recordDose', { plannedDoseId: dose(2), bodySite: 'right-upper-arm', route: 'IM' })))).toBe('accepted');
  });

  it('keeps a site for what is checked and not yet given, and frees it where nothing went in', () => {
    const journey = cleared().through(command('verify'), command('planDose'), command('recordPrecheck'));
    journey.world = { ...journey.world, lot: { ...facts().lot!, productId: 'hepb-10' } };
    journey.through(command('recordConsent', { plannedDoseIds: [dose(2)] }));
    expect(journey.send(command('verify', at('left-upper-arm')))).toEqual(taken);
    journey.through(command('notGiven', { reason: 'refused' }));
    expect(codeOf(journey.send(command('verify', at('left-upper-arm'))))).toBe('accepted');
  });
});
