import { toLocalDate } from '../../time.js';
import { foldEvents } from '../evolve.js';
import { allNo, command, dose, foundNone, JOURNEY, JourneyUnderTest, policies } from '../journey-fixtures.js';
import type { DeskCommandData } from '../commands.js';

const LATER = toLocalDate('2026-04-01');

/** Measles and hepatitis B planned, at registration. */
function twoPlanned(world: ConstructorParameters<typeof JourneyUnderTest>[0] = {}): JourneyUnderTest {
  const journey = new JourneyUnderTest(world).through(command('walkIn'), command('identify'));
  return journey.through(foundNone(journey.current), command('confirmArchive'), command('planDose'));
}

const precheck = (answers: Record<string, boolean>, change: Partial<DeskCommandData['recordPrecheck']> = {}) => command('recordPrecheck', { answers: { ...allNo(), ...answers }, ...change });
const of = (n: number, decision: 'go' | 'defer' | 'refuse' | 'refer', deferUntil: typeof LATER | null = null) => ({ plannedDoseId: dose(n), decision, deferUntil, advised: true });
const reasons = (journey: JourneyUnderTest) => journey.current.doses.map(({ notGiven, precheck: said }) => notGiven ?? said);

describe('what is asked', () => {
  it.each(['fever', 'immunodeficiency', 'mmr-allergy', 'hepb-allergy'])('%s, of whoever is to get measles and hepatitis B', (question) => {
    const { [question]: _, ...answers } = allNo();
    expect(twoPlanned().send(command('recordPrecheck', { answers }))).toEqual({ ok: false, refusal: { code: 'question-unanswered', question } });
  });

  it('is nothing about products that are not planned', () => {
    const { 'egg-allergy': _egg, 'hepb-allergy': _yeast, ...answers } = allNo();
    expect(new JourneyUnderTest().through(command('walkIn')).send(command('recordPrecheck', { answers })).ok).toBe(true);
  });

  it('no questionnaire of a product stands for the general one', () => {
    expect(twoPlanned().send(command('recordPrecheck', { questionnaire: 'mmr-leaflet' }))).toMatchObject({ refusal: { code: 'questionnaire-unknown' } });
  });
});

describe('a contraindication', () => {
  it.each([
    { answer: 'immunodeficiency', stops: [1] },
    { answer: 'pregnancy', stops: [1] },
    { answer: 'recent-immunoglobulin', stops: [1] },
    { answer: 'medication', stops: [1] },
    { answer: 'mmr-allergy', stops: [1] },
    { answer: 'hepb-allergy', stops: [2] },
    { answer: 'fever', stops: [1, 2] },
  ])('$answer stops of measles (1) and hepatitis B (2): $stops', ({ answer, stops }) => {
    for (const n of [1, 2]) {
      const others = [1, 2].filter((other) => other !== n).map((other) => of(other, 'refuse'));
      const decision = twoPlanned().send(precheck({ [answer]: true }, { doses: others }));
      if (stops.includes(n)) expect(decision).toEqual({ ok: false, refusal: { code: 'contraindicated', question: answer, plannedDoseId: dose(n) } });
      else expect(decision.ok).toBe(true);
    }
  });

  it('ends that dose alone, and the other goes on to its consent', () => {
    const journey = twoPlanned().through(precheck({ immunodeficiency: true }, { doses: [of(1, 'refuse')] }));
    expect(reasons(journey)).toEqual(['contraindicated', 'go']);
    expect(journey.send(command('recordConsent', { plannedDoseIds: [dose(2)] })).ok).toBe(true);
    expect(journey.send(command('recordConsent', { plannedDoseIds: [dose(1)] }))).toMatchObject({ refusal: { code: 'dose-already-settled' } });
  });

  it('never stops what is given after an exposure', () => {
    const rabies = { ...policies.products[0]!, productId: 'rabies', vaccine: 'Rabies', series: 'Rabies' };
    const journey = twoPlanned({ policies: { ...policies, products: [...policies.products, rabies] } });
    journey.through(command('planDose', { dose: { plannedDoseId: dose(3), productId: 'rabies', doseNumber: 1 } }));
    journey.through(precheck({ fever: true, allergy: true, pregnancy: true }, { doses: [of(1, 'refuse'), of(2, 'defer', LATER)] }));
    expect(reasons(journey)).toEqual(['contraindicated', 'deferred', 'go']);
  });
});

describe('each outcome', () => {
  it.each([
    { decision: 'defer', deferUntil: LATER, reason: 'deferred' },
    { decision: 'refer', deferUntil: null, reason: 'deferred' },
    { decision: 'refuse', deferUntil: null, reason: 'contraindicated' },
  ] as const)('$decision ends the dose as $reason and stands in the log without the advice', ({ decision, deferUntil, reason }) => {
    const journey = twoPlanned().through(precheck({}, { doses: [of(1, decision, deferUntil)] }));
    expect(reasons(journey)).toEqual([reason, 'go']);
    expect(journey.log.find(({ type }) => type === 'precheckRecorded')?.data).toMatchObject({
      decision: 'go', doses: [{ plannedDoseId: dose(1), decision, deferUntil }, { plannedDoseId: dose(2), decision: 'go', deferUntil: null }],
    });
    expect(JSON.stringify(journey.log)).not.toContain('advised');
  });

  it('needs its date where it is a deferral, and advice where it is none to go on', () => {
    const journey = twoPlanned();
    expect(journey.send(precheck({}, { doses: [of(1, 'defer')] }))).toMatchObject({ refusal: { code: 'defer-date-required' } });
    expect(journey.send(precheck({}, { doses: [{ ...of(1, 'refuse'), advised: false }] }))).toEqual({ ok: false, refusal: { code: 'advice-required', plannedDoseId: dose(1) } });
    expect(journey.send(precheck({}, { decision: 'refuse', advised: false }))).toMatchObject({ refusal: { code: 'advice-required' } });
  });

  it('is of a dose that is planned here and open', () => {
    const journey = twoPlanned();
    expect(journey.send(precheck({}, { doses: [of(9, 'go')] }))).toMatchObject({ refusal: { code: 'unknown-planned-dose' } });
    journey.through(precheck({}, { doses: [of(1, 'refuse')] }));
    expect(journey.send(precheck({}, { doses: [of(1, 'go')] }))).toMatchObject({ refusal: { code: 'dose-already-settled' } });
  });
});

it('is asked again for what is planned after it, which its gate says', () => {
  const journey = new JourneyUnderTest().through(command('walkIn'), command('identify'));
  journey.through(foundNone(journey.current), command('confirmArchive'), command('recordPrecheck'), command('planDose'), command('recordConsent', { plannedDoseIds: [dose(2)] }));
  const verify = command('verify', { plannedDoseId: dose(2), productId: 'hepb-10', traceCode: '84100100000000000001' });
  expect(journey.send(verify)).toMatchObject({ refusal: { code: 'gate-open', gate: 'pre-check', plannedDoseId: dose(2) } });
  journey.through(command('recordPrecheck'));
  expect(journey.send(verify).ok).toBe(true);
});

it('of an older log holds for every dose that was planned then', () => {
  const { log } = twoPlanned().through(command('recordPrecheck'));
  const older = log.map((event) => {
    if (event.type !== 'precheckRecorded') return event;
    const { doses: _doses, ...data } = event.data;
    return { ...event, data };
  });
  expect(foldEvents(JOURNEY, older).doses.map((planned) => planned.precheck)).toEqual(['go', 'go']);
});
