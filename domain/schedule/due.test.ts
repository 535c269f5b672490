import { expect, it } from '@jest/globals';
import { DAY, history, policies } from '../journey/journey-fixtures.js';
import { addDays, addMonths } from '../time.js';
import { dueDoses } from './due.js';

const aged = (months: number, doses: [vaccine: string, daysAgo: number][] = []) =>
  history({
    birthDate: addMonths(DAY, -months),
    doses: doses.map(([vaccine, ago], n) => ({ plannedDoseId: null, vaccine, series: vaccine === 'IPV' ? 'Polio' : vaccine, doseNumber: doses.slice(0, n + 1).filter(([other]) => other === vaccine).length, live: false, givenOn: addDays(DAY, -ago), status: 'given' as const })),
  });
const due = (resident: ReturnType<typeof aged>, vaccine: string) => dueDoses(resident, policies, DAY).find((one) => one.vaccine === vaccine);

it('a dose that is due is told with the product that the gate lets be given, under its number in the series', () => {
  expect(due(aged(8), 'MMR')).toMatchObject({ status: 'due', rule: null, edition: '2021', earliestOn: DAY, plans: [{ productId: 'mmr', series: 'MMR', doseNumber: 1 }] });
});

it('one that waits is told with the rule and the day, and may not be planned', () => {
  expect(due(aged(8, [['MMR', 0]]), 'MMR')).toMatchObject({ status: 'not-yet', rule: 'minimum-age', earliestOn: addMonths(DAY, 10), plans: [] });
  expect(due(aged(20, [['MMR', 27]]), 'MMR')).toMatchObject({ status: 'not-yet', rule: 'minimum-interval', earliestOn: addDays(DAY, 1), plans: [] });
  expect(due(aged(20, [['JE-L', 5]]), 'MMR')).toMatchObject({ status: 'not-yet', rule: 'live-interval', earliestOn: addDays(DAY, 23), plans: [] });
});

it('whatever finishes the same course may be planned: IPV where bOPV is the usual one', () => {
  expect(due(aged(9, [['IPV', 100], ['IPV', 60]]), 'bOPV')).toMatchObject({ status: 'due', doseNumber: 3, plans: [{ productId: 'ipv', series: 'Polio', doseNumber: 3 }] });
});

it('what is over says why', () => {
  expect(due(aged(40, [['MMR', 900], ['MMR', 500]]), 'MMR')).toMatchObject({ status: 'complete', rule: 'not-needed', plans: [] });
  expect(due(aged(48), 'BCG')).toMatchObject({ status: 'never', rule: 'maximum-age', plans: [] });
});

it('MPSV-AC has the number of the table, and is planned under that of its own series', () => {
  expect(due(aged(37, [['MPSV-A', 900], ['MPSV-A', 800]]), 'MPSV-AC')).toMatchObject({ doseNumber: 3, plans: [{ productId: 'mpsv-ac', series: 'MPSV-AC', doseNumber: 1 }] });
});
