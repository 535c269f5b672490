import { toLocalDate } from '../time.js';
import { inOrder, isSwitchedOn, sitePlanFault, STATION_KINDS, type SitePlan } from './site-plan.js';

const on = toLocalDate('2026-03-02');
const allInOne: SitePlan = { stations: [{ code: 'desk-1', kinds: STATION_KINDS }], hours: [{ weekday: 1, opensAt: '08:00', closesAt: '12:00' }, { weekday: 1, opensAt: '12:00', closesAt: '17:00' }], switchedOnOn: on, switchedOffOn: null };

it.each<[fact: string, change: Partial<SitePlan>, fault: ReturnType<typeof sitePlanFault>]>([
  ['takes one station for everything', {}, null],
  ['takes a site without a plan as long as it is not to be switched on', { stations: [], hours: [], switchedOnOn: null }, null],
  ['takes a site without kiosk and cashier', { stations: [{ code: 'a', kinds: ['registration', 'precheck'] }, { code: 'b', kinds: ['vaccination', 'observation'] }] }, null],
  ['refuses two stations of one code', { stations: [allInOne.stations[0]!, allInOne.stations[0]!] }, { field: 'stations', rule: 'twice' }],
  ['refuses to switch on without a place to observe', { stations: [{ code: 'a', kinds: ['registration', 'precheck', 'vaccination'] }] }, { field: 'stations', rule: 'step-without-station' }],
  ['refuses to close at the minute of opening', { hours: [{ weekday: 7, opensAt: '08:00', closesAt: '08:00' }] }, { field: 'hours', rule: 'closes-before-opening' }],
  ['refuses hours that overlap by a minute', { hours: [{ weekday: 2, opensAt: '14:00', closesAt: '17:00' }, { weekday: 2, opensAt: '08:00', closesAt: '14:01' }] }, { field: 'hours', rule: 'overlap' }],
  ['takes the same hours on two days', { hours: [{ weekday: 2, opensAt: '08:00', closesAt: '12:00' }, { weekday: 3, opensAt: '08:00', closesAt: '12:00' }] }, null],
  ['refuses a site that is off before it is on', { switchedOffOn: toLocalDate('2026-03-01') }, { field: 'switchedOffOn', rule: 'not-before-switched-on' }],
  ['refuses a site that is off and never on', { switchedOnOn: null, switchedOffOn: on }, { field: 'switchedOffOn', rule: 'not-before-switched-on' }],
])('%s', (_, change, fault) => {
  expect(sitePlanFault({ ...allInOne, ...change })).toEqual(fault);
});

it.each([
  ['2026-03-01', false], ['2026-03-02', true], ['2026-06-30', true], ['2026-07-01', false],
])('a site that is on from 2 March and off from 1 July: %s %s', (day, expected) => {
  expect(isSwitchedOn({ switchedOnOn: on, switchedOffOn: toLocalDate('2026-07-01') }, toLocalDate(day))).toBe(expected);
});

it('a site without a date is off', () => {
  expect(isSwitchedOn({ switchedOnOn: null, switchedOffOn: null }, on)).toBe(false);
});

it('hours are in the order of the week', () => {
  expect(inOrder([{ weekday: 5, opensAt: '08:00', closesAt: '12:00' }, { weekday: 1, opensAt: '14:00', closesAt: '17:00' }, { weekday: 1, opensAt: '08:00', closesAt: '12:00' }]).map(({ weekday, opensAt }) => `${weekday} ${opensAt}`)).toEqual(['1 08:00', '1 14:00', '5 08:00']);
});
