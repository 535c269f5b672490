import { expect, it } from '@jest/globals';
import type { Instant } from '../time.js';
import { cleared, command, dose, givenDose, NINE, uuid, type JourneyUnderTest } from './journey-fixtures.js';
import { observedOf } from './observed.js';
import { stageOf } from './stage-of.js';

const MINUTE = 60_000;
const after = (minutes: number) => (NINE + minutes * MINUTE) as Instant;
const seen = ({ current }: JourneyUnderTest, minutes: number) => observedOf(current, 10 * MINUTE, after(minutes));

it('begins with the first injection and counts down to the half hour after the last', () => {
  expect(seen(cleared().through(command('verify')), 0)).toBeNull();
  expect(seen(givenDose(), 12)).toEqual({ until: after(30), alarmAt: after(40), minutesLeft: 18, alarm: null, lastDoseAt: NINE, by: 'N-204', reaction: null });
});

it.each([[29, 1, null], [30, 0, null], [39, -9, null], [40, -10, 'overdue'], [200, -170, 'overdue']] as const)('after %i minutes has %i left, and the alarm is %s (H12)', (minutes, minutesLeft, alarm) => {
  expect(seen(givenDose(), minutes)).toMatchObject({ minutesLeft, alarm });
});

it('is told with the worst reaction that was reported', () => {
  const journey = givenDose().through(command('reportReaction'), command('reportReaction', { severity: 'severe' }), command('reportReaction', { plannedDoseId: dose(1) }));
  expect(seen(journey, 5)).toMatchObject({ reaction: 'severe' });
});

it('of whoever went away unreleased is an alarm at once, until somebody says what was found out (H12)', () => {
  const journey = givenDose().at(after(12)).through(command('reportLeft'), command('reportLeft'));
  expect([stageOf(journey.current), seen(journey, 12)]).toEqual(['observing', expect.objectContaining({ alarm: 'left' })]);
  expect(journey.log.filter(({ type }) => type === 'leftUnreleased')).toHaveLength(1);
  expect(journey.at(after(45)).send(command('release'))).toMatchObject({ ok: false, refusal: { code: 'reason-required' } });
  // Nobody let them go early, so no authority for that is asked for, whenever they are found.
  journey.at(after(20)).through(command('release', { noteId: uuid(71) }));
  expect(journey.log.find(({ type }) => type === 'released')?.data).toEqual({ early: false, noteId: uuid(71) });
  expect(seen(journey, 45)).toBeNull();
});

it('goes on for a partial dose and for one that no checklist stands for', () => {
  expect(seen(cleared().through(command('notGiven', { reason: 'partial', packageOpened: true })), 1)).toMatchObject({ minutesLeft: 29, lastDoseAt: null, by: null });
  expect(seen(cleared().through(command('reportUnverifiedDose')), 1)).toMatchObject({ minutesLeft: 29, lastDoseAt: NINE });
});
