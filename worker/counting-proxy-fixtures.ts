import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Test material: an address that leads to another one, and knows how often somebody came by. */
export type CountingProxy = { url: string; requests(): number; close(): Promise<void> };

export async function countingProxy(target: string): Promise<CountingProxy> {
  let requests = 0;
  const server = createServer((asked, response) => {
    requests += 1;
    const onward = request(`${target}${asked.url}`, { method: asked.method, headers: asked.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    close: () => new Promise((resolve) => (server.close(() => resolve()), server.closeAllConnections())),
  };
}
