import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import express from 'express';
import { createLogger } from '../config/logger.js';
import { note, requestLog } from './request-log.js';

const lines: string[] = [];
const destination = new Writable({ write: (chunk: Buffer, _, done) => (lines.push(chunk.toString()), done()) });

it.each([200, 404, 503])('a request is one line with its ids, each field once (%d)', async (status) => {
  lines.length = 0;
  const app = express();
  app.use(requestLog(createLogger('api', 'debug', destination)));
  app.get('/', (request, response) => {
    note(request, { route: '/v1/journeys/:id', journeyId: 'j', commandId: 'c' });
    response.sendStatus(status);
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/?idNumber=11010519491231002X`, { headers: { 'x-request-id': 'request-1' } });
  await answer.text();
  server.close();
  await once(server, 'close');
  expect(lines).toHaveLength(1);
  const names = [...(lines[0] ?? '').matchAll(/"(\w+)":/g)].map(([, name]) => name);
  expect(names.toSorted()).toEqual(['commandId', 'durationMs', 'journeyId', 'level', 'method', 'msg', 'name', 'requestId', 'route', 'status', 'time'].toSorted());
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ requestId: 'request-1', method: 'GET', status, route: '/v1/journeys/:id', journeyId: 'j', commandId: 'c', msg: 'request' });
});
