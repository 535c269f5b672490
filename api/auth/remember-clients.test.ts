import type { ApiClient } from './principal.js';
import { rememberClients } from './remember-clients.js';

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
