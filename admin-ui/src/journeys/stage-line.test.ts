import type { Journey } from './rows.js';
import { stageLine } from './stage-line.js';

const journeyAt = (change: Partial<Journey>) => ({ stage: 'booked', released: false, observeUntil: null, doses: [], archive: { decision: null }, identifiedBy: null, slotId: 's', ...change }) as unknown as Journey;
const told = (change: Partial<Journey>) => stageLine(journeyAt(change)).map(({ stage, place }) => `${stage} ${place}`);

it('says what is done, where the journey stands, and what is to come', () => {
  expect(told({ stage: 'identified' }).slice(0, 5)).toEqual(['booked done', 'arrived done', 'identified now', 'archive-confirmed coming', 'cleared coming']);
});

it('has nothing left of a closed one', () => {
  expect(new Set(told({ stage: 'closed' }).map((line) => line.split(' ')[1]))).toEqual(new Set(['done']));
});

it('puts another end last, after what was not passed', () => {
  expect(told({ stage: 'cancelled', identifiedBy: 'dynamic-code' })).toEqual([
    'booked done', 'arrived done', 'identified done', 'archive-confirmed skipped', 'cleared skipped', 'dosing skipped', 'observing skipped', 'released skipped', 'closed skipped', 'cancelled now',
  ]);
});

it.each([
  [{ stage: 'no-show' }, 0], [{ stage: 'left', slotId: null }, 1], [{ stage: 'deferred', archive: { decision: 'adopt' } }, 3], [{ stage: 'left', doses: [{ given: {} }] }, 5], [{ stage: 'left', observeUntil: '2026-11-24T01:00:00Z' }, 6],
])('passes no more than the record of %j says', (change, reached) => {
  expect(told(change as unknown as Partial<Journey>).filter((line) => line.endsWith(' done'))).toHaveLength(reached + 1);
});
