import { atMost } from './at-most.js';

const begun: string[] = [];
let ends: Record<string, (error?: Error) => void>;
const work = (name: string) => () =>
  new Promise<string>((resolve, reject) => {
    begun.push(name);
    ends[name] = (error) => (error ? reject(error) : resolve(name));
  });
const settled = () => new Promise(setImmediate);

beforeEach(() => {
  begun.length = 0;
  ends = {};
});

it('runs so many at once, the others in the order in which they came, and sends away whom nobody waits for', async () => {
  const sparingly = atMost({ atOnce: 1, waiting: 2 });
  const all = ['a', 'b', 'c', 'd'].map((name) => sparingly(work(name)).catch((error: unknown) => error));
  await settled();
  expect(begun).toEqual(['a']);
  expect(await all[3]).toMatchObject({ code: 'unavailable', status: 503 });
  ends['a']?.();
  await settled();
  expect(begun).toEqual(['a', 'b']);
  ends['b']?.(new Error('failed'));
  await settled();
  expect(begun).toEqual(['a', 'b', 'c']);
  ends['c']?.();
  expect(await Promise.all(all.slice(0, 3))).toEqual(['a', new Error('failed'), 'c']);
  const later = sparingly(work('e'));
  await settled();
  ends['e']?.();
  expect(await later).toBe('e');
});
