import type { Breaker as BreakerRow } from '../db/breaker-store.js';
import { Rejected, Unavailable } from '../registries/errors.js';
import { createBreaker } from './breaker.js';

function breakerAt(clock: { now: number }) {
  const rows: BreakerRow[] = [];
  const breaker = createBreaker({ system: 'registry-guangdong', store: { list: async () => rows, keep: async (row) => void rows.push(row) }, now: () => clock.now });
  return { breaker, rows };
}

const away = new Unavailable('registry-guangdong', 'timeout');

it('opens after three failures in a row, for a while, and closes with the first answer', async () => {
  const { breaker, rows } = breakerAt({ now: 1_000 });
  for (let n = 0; n < 3; n += 1) await breaker.failed(away);
  await breaker.succeeded();
  expect(rows).toEqual([
    { system: 'registry-guangdong', state: 'open', until: 16_000, failures: 3 },
    { system: 'registry-guangdong', state: 'closed', until: null, failures: 0 },
  ]);
});

it('says once at its start that a system is well, and nothing more while it is', async () => {
  const { breaker, rows } = breakerAt({ now: 0 });
  for (let n = 0; n < 5; n += 1) await breaker.succeeded();
  expect(rows.map(({ state }) => state)).toEqual(['closed']);
});

it('stays open without a statement for each failure', async () => {
  const clock = { now: 0 };
  const { breaker, rows } = breakerAt(clock);
  for (clock.now = 0; clock.now < 12_000; clock.now += 100) await breaker.failed(away);
  expect(rows.length).toBeLessThanOrEqual(3);
});

it('does not count a refusal, which is an answer', async () => {
  const { breaker, rows } = breakerAt({ now: 0 });
  for (let n = 0; n < 5; n += 1) await breaker.failed(new Rejected('registry-guangdong', 'invalid-field'));
  expect(rows).toEqual([]);
});
