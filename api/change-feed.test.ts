import { setTimeout as pause } from 'node:timers/promises';
import type { Statements } from '../db/pool.js';
import { createChangeFeed, type Follower } from './change-feed.js';

/** A database of which a test says what changed since the cursor that it is asked with. */
function databaseOf(changes: Record<string, { id: string }[]>) {
  const asked: (string | null)[] = [];
  const call = async (_name: string, cursor: string | null) => {
    asked.push(cursor);
    const next = String(Number(cursor ?? '0') + 1);
    return { cursor: next, changes: cursor === null ? [] : (changes[next] ?? []) };
  };
  return { asked, pool: { call } as unknown as Statements };
}

function follower(sees = (_id: string) => true) {
  const heard: string[] = [];
  const one: Follower = { sees: ({ id }) => sees(id), begin: () => heard.push('begin'), tell: ({ id }) => heard.push(id), end: () => heard.push('end') };
  return { heard, one };
}

const until = async (holds: () => boolean) => {
  for (let n = 0; n < 500 && !holds(); n += 1) await pause(2);
  expect(holds()).toBe(true);
};

it('begins once the cursor is set, tells what a follower may see, and says when it ends', async () => {
  const { pool, asked } = databaseOf({ 2: [{ id: 'a' }, { id: 'b' }], 3: [{ id: 'c' }] });
  const feed = createChangeFeed({ pool, onError: () => undefined, everyMs: 1 });
  const [all, some] = [follower(), follower((id) => id === 'b')];
  feed.follow(all.one);
  feed.follow(some.one);
  feed.start();
  await until(() => asked.length > 3);
  feed.endAll();
  await feed.stop();
  expect(all.heard).toEqual(['begin', 'a', 'b', 'c', 'end']);
  expect(some.heard).toEqual(['begin', 'b', 'end']);
});

it('asks nothing while nobody follows, and begins anew afterwards', async () => {
  const { pool, asked } = databaseOf({});
  const feed = createChangeFeed({ pool, onError: () => undefined, everyMs: 1 });
  feed.start();
  await pause(20);
  expect(asked).toEqual([]);
  const first = follower();
  const leave = feed.follow(first.one);
  await until(() => first.heard.length > 0);
  leave();
  await pause(20);
  const before = asked.length;
  await pause(20);
  expect(asked).toHaveLength(before);
  feed.follow(follower().one);
  await until(() => asked.length > before);
  expect(asked[before]).toBeNull();
  await feed.stop();
});
