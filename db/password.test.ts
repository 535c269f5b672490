import { checkPassword, hashPassword } from './password.js';

const SLOW_MACHINE_MS = 60_000; // each hash is meant to take long

it('knows its own password and no other', async () => {
  const hash = await hashPassword('正确的口令 1');
  expect(hash).toMatch(/^scrypt\$32768\$8\$3\$/);
  expect(hash).not.toContain('口令');
  expect(await checkPassword('正确的口令 1', hash)).toBe(true);
  for (const wrong of ['正确的口令 2', '', '正确的口令 1 ', 'x'.repeat(10_000)]) expect(await checkPassword(wrong, hash)).toBe(false);
}, SLOW_MACHINE_MS);

it('salts: one password has many hashes', async () => {
  expect(await hashPassword('same')).not.toBe(await hashPassword('same'));
}, SLOW_MACHINE_MS);

it('takes a text as one, however its letters were composed', async () => {
  expect(await checkPassword('e\u0301te', await hashPassword('\u00e9te'))).toBe(true);
}, SLOW_MACHINE_MS);

it('opens nothing without a hash or with a broken one', async () => {
  for (const hash of [null, '', 'plain', 'scrypt$1$1$1$x$y']) expect(await checkPassword('', hash)).toBe(false);
}, SLOW_MACHINE_MS);

it('takes as long for nobody as for somebody', async () => {
  const hash = await hashPassword('somebody');
  const times = async (of: string | null) => {
    const measured: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      const from = performance.now();
      await checkPassword('guess', of);
      measured.push(performance.now() - from);
    }
    return Math.min(...measured);
  };
  const [somebody, nobody] = [await times(hash), await times(null)];
  expect(Math.max(somebody, nobody) / Math.min(somebody, nobody)).toBeLessThan(5); // without a hash to compare it is a thousand times faster
}, SLOW_MACHINE_MS);
