import { rememberTokens } from './remember-tokens.js';
import type { TokenCheck } from './verify-access-token.js';

const good = (endsAtMs: number): TokenCheck => ({ ok: true, token: { clientId: 'client', scopes: [], endsAtMs } });

function remembering(answer: (text: string) => Promise<TokenCheck>) {
  const checked: string[] = [];
  const clock = { now: 0 };
  const verify = rememberTokens((text) => (checked.push(text), answer(text)), { forMs: 1_000, now: () => clock.now });
  return { checked, clock, verify };
}

it('a good token is checked once in a while, another one by itself', async () => {
  const { checked, clock, verify } = remembering(async () => good(300_000));
  expect([await verify('a'), await verify('a'), await verify('b')]).toEqual([good(300_000), good(300_000), good(300_000)]);
  clock.now = 1_000;
  await verify('a');
  expect(checked).toEqual(['a', 'b', 'a']);
});

it('a token is checked again from its own end on', async () => {
  const { checked, clock, verify } = remembering(async () => (clock.now < 500 ? good(500) : { ok: false, reason: 'expired' }));
  await verify('a');
  clock.now = 499;
  expect(await verify('a')).toEqual(good(500));
  clock.now = 500;
  expect(await verify('a')).toEqual({ ok: false, reason: 'expired' });
  expect(checked).toEqual(['a', 'a']);
});

it('neither a refusal nor a failure is remembered', async () => {
  const answers = [async (): Promise<TokenCheck> => ({ ok: false, reason: 'invalid' }), async () => Promise.reject(new Error('away')), async () => good(300_000)];
  const { verify } = remembering(() => answers.shift()!());
  expect(await verify('a')).toEqual({ ok: false, reason: 'invalid' });
  await expect(verify('a')).rejects.toThrow('away');
  expect(await verify('a')).toEqual(good(300_000));
});
