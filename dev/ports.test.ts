import { createServer } from 'node:net';
import { anyFreePort, choosePorts } from './ports.js';

it('ports are those that were wanted while they are free', async () => {
  const wanted = { api: await anyFreePort() };
  expect(await choosePorts(wanted)).toEqual(wanted);
});

it('a port that somebody has is replaced by a free one, and no two are the same', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const taken = typeof address === 'object' && address ? address.port : 0;
  const { api, admin } = await choosePorts({ api: taken, admin: taken });
  expect(new Set([taken, api, admin]).size).toBe(3);
  server.close();
});

it('a port that nobody wanted lies below those that systems give to outgoing connections', async () => {
  for (let n = 0; n < 20; n += 1) expect(await anyFreePort()).toBeLessThan(32_768);
});
