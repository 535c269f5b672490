import { CancelledFailure } from '@temporalio/common';
import { NeedsHuman, Rejected, Unavailable } from '../registries/errors.js';
import { watchCalls } from '../registries/watch-calls.js';
import { createCallMeter } from './call-meter.js';

const clock = { now: 60_000 };
const meter = createCallMeter({ now: () => clock.now });
beforeEach(() => {
  clock.now = 60_000;
  meter.take();
});

/** One call of a channel, which takes so long and ends so. */
async function call(tookMs: number, error?: Error): Promise<unknown> {
  const port = { canAsk: true, send: async (text: string) => (clock.now += tookMs, error ? Promise.reject(error) : text) };
  const watched = watchCalls(port, meter.watch('sms'));
  expect(watched.canAsk).toBe(true);
  return watched.send('x').catch((thrown: unknown) => thrown);
}

it('counts calls, failures by class and how long they took, and changes neither answer nor error', async () => {
  const [away, refused] = [new Unavailable('sms', 'timeout'), new Rejected('sms', 'bad-number')];
  expect([await call(4), await call(90), await call(20_000, away), await call(3, refused), await call(3, new NeedsHuman('sms', 'two'))]).toEqual(['x', 'x', away, refused, expect.any(NeedsHuman)]);
  const [minute, ...others] = meter.take();
  expect(others).toEqual([]);
  expect(minute).toMatchObject({ system: 'sms', minute: 60_000, calls: 5, errors: { timeout: 1, refused: 2 } });
  expect([minute!.buckets[0], minute!.buckets[5], minute!.buckets[18]]).toEqual([3, 1, 1]);
});

it('keeps minutes apart, and gives each once', async () => {
  await call(1);
  clock.now = 120_000;
  await call(1);
  expect(meter.take().map(({ minute, calls }) => [minute, calls])).toEqual([[60_000, 1], [120_000, 1]]);
  expect(meter.take()).toEqual([]);
});

it('does not count what nobody waited for any more, and counts a fault of ours as such', async () => {
  await call(1, new CancelledFailure('called off'));
  expect(meter.take()).toEqual([]);
  await call(1, new TypeError('x is not a function'));
  expect(meter.take()).toMatchObject([{ errors: { other: 1 } }]);
});
