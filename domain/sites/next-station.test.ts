import { command, dose, foundNone, JourneyUnderTest } from '../journey/journey-fixtures.js';
import { nextStation, stationFor } from './next-station.js';
import type { Station } from './site-plan.js';

const large: Station[] = [{ code: 'R1', kinds: ['registration'] }, { code: 'R2', kinds: ['registration'] }, { code: 'P', kinds: ['precheck'] }, { code: 'V', kinds: ['vaccination'] }, { code: 'O', kinds: ['observation'] }];
const small: Station[] = [{ code: 'all', kinds: ['registration', 'precheck', 'vaccination', 'observation'] }];

it('leads from registration through the pre-check back to whoever takes the consent, to the vaccination desk, and to observation', () => {
  const journey = new JourneyUnderTest();
  const next = () => nextStation(journey.current, large);
  journey.through(command('walkIn'));
  expect(next()).toEqual({ kind: 'registration', codes: ['R1', 'R2'] });
  journey.through(command('identify')).through(foundNone(journey.current), command('confirmArchive'));
  expect(next()).toEqual({ kind: 'precheck', codes: ['P'] });
  journey.through(command('recordPrecheck'));
  expect(next()).toEqual({ kind: 'registration', codes: ['R1', 'R2'] });
  journey.through(command('recordConsent'));
  expect(next()).toEqual({ kind: 'vaccination', codes: ['V'] });
  journey.through(command('verify'), command('recordDose'));
  expect(next()).toEqual({ kind: 'observation', codes: ['O'] });
});

it('leads nowhere once nothing is to be given and nobody is observed', () => {
  const journey = new JourneyUnderTest().through(command('walkIn'), command('notGiven', { plannedDoseId: dose(1), reason: 'refused' }));
  expect(nextStation(journey.current, large)).toBeNull();
});

it('is the one station of a small site, registration where a site has no station for it, and no code without a plan', () => {
  expect(stationFor('vaccination', small)).toEqual({ kind: 'vaccination', codes: ['all'] });
  expect(stationFor('cashier', large)).toEqual({ kind: 'registration', codes: ['R1', 'R2'] });
  expect(stationFor('cashier', [])).toEqual({ kind: 'cashier', codes: [] });
});
