import { expect, it } from '@jest/globals';
import { command, givenDose, JourneyUnderTest, uuid } from '../journey-fixtures.js';
import { processView } from '../process-view.js';

const restart = { type: 'restartSteps', data: { by: 'S-1', noteId: uuid<'note'>(72) } } as const;

it('has whatever is under way tried at once, with the reason on record', () => {
  const journey = givenDose();
  const before = processView(journey.current).restarts ?? 0;
  expect(journey.send(restart).ok).toBe(true);
  expect(journey.log.at(-1)).toMatchObject({ type: 'stepsRestarted', v: 2, data: { noteId: uuid(72) } });
  expect(processView(journey.current).restarts).toBe(before + 1);
});

it('is refused where nothing is owed any more', () => {
  const journey = new JourneyUnderTest().through(command('book'), command('cancel'));
  const decision = journey.send(restart);
  expect(decision.ok ? null : decision.refusal).toEqual({ code: 'nothing-under-way' });
});
