import { JOURNEY_LISTS } from '../../../contracts/journeys.js';
import { atSite, inStage, isWholeDay, onDay, toQuery, withFlag, type JourneyFilter } from './journey-filter.js';

const today = '2026-11-24';
const site = '0192d3a0-0000-7000-8000-000000000001';

/** Every filter that the four fields of the page can lead to, from the one it opens with. */
function reachable(): JourneyFilter[] {
  const found = new Map<string, JourneyFilter>();
  const visit = (filter: JourneyFilter): void => {
    const key = JSON.stringify(filter);
    if (found.has(key)) return;
    found.set(key, filter);
    for (const siteId of ['', site]) visit(atSite(filter, siteId, today));
    for (const stage of ['', 'dosing']) visit(inStage(filter, stage, today));
    for (const flag of ['', 'paused']) visit(withFlag(filter, flag, today));
    visit(onDay(filter, '2026-11-23'));
  };
  visit({ day: today });
  return [...found.values()];
}

it('asks for nothing but lists that the contract offers', () => {
  const asked = reachable().map((filter) => Object.keys(toQuery(filter)));
  expect(new Set(asked.map((names) => names.sort().join('+')))).toEqual(new Set(['day', 'day+siteId', 'flag', 'flag+siteId', 'siteId+stage']));
  for (const names of asked) expect(JOURNEY_LISTS.map((list) => list.split('+').sort())).toContainEqual(names);
});

it('lists a stage at one site over all days', () => {
  expect(inStage({ siteId: site, day: today }, 'dosing', today)).toEqual({ siteId: site, stage: 'dosing' });
});

it('lists a day again when the stage or its site is left out', () => {
  expect(inStage({ siteId: site, stage: 'dosing' }, '', today)).toEqual({ siteId: site, day: today });
  expect(atSite({ siteId: site, stage: 'dosing' }, '', today)).toEqual({ day: today });
});

it('keeps the day when the site changes, and the site when the day does', () => {
  expect(atSite({ day: '2026-11-01' }, site, today)).toEqual({ siteId: site, day: '2026-11-01' });
  expect(onDay({ siteId: site, stage: 'dosing' }, '2026-11-01')).toEqual({ siteId: site, day: '2026-11-01' });
});

it.each([
  ['2026-11-24', true],
  ['2026-02-30', false],
  ['0002-11-24', false], // while the year is being typed
  ['', false],
])('takes "%s" for a day: %s', (text, expected) => {
  expect(isWholeDay(text)).toBe(expected);
});
