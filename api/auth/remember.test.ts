import type { ApiClient } from './principal.js';
import { rememberClients, rememberTokens } from './remember.js';
import type { TokenCheck } from './verify-access-token.js';

const client = (clientId: string): ApiClient => ({ clientId, kind: 'site-client', siteIds: [], areaCode: null, scopes: [], jwks: { keys: [] } });

it('a client is asked for once in a while, one that is not there each time', async () => {
  const asked: string[] = [];
  let now = 0;
  const find = rememberClients(async (id) => (asked.push(id), id === 'nobody' ? null : client(id)), { forMs: 1_000, now: () => now });
  expect([await find('a'), await find('a'), await find('b')]).toEqual([client('a'), client('a'), client('b')]);
  expect([await find('nobody'), await find('nobody')]).toEqual([null, null]);
  now = 1_000;
  await find('a');
  expect(asked).toEqual(['a', 'b', 'nobody', 'nobody', 'a']);
});

it('a failure is not remembered', async () => {
  const answers = [async () => Promise.reject(new Error('away')), async () => client('a')];
  const find = rememberClients(() => answers.shift()!(), { forMs: 1_000, now: () => 0 });
  await expect(find('a')).rejects.toThrow('away');
  expect(await find('a')).toEqual(client('a'));
});

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
