import { createServer, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import express from 'express';
import { forwardTo } from './admin-page-forward.js';

const PATIENCE_MS = 150;
const SILENCE_MS = 600;

let api: Server;
let page: Server;
const streams: ServerResponse[] = [];
let left = 0;

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  api = createServer(({ url }, response) => {
    if (url !== '/v1/changes') return; // never answers
    response.on('close', () => (left += 1));
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' }).flushHeaders();
    streams.push(response);
  });
  page = createServer(express().use(forwardTo(await listening(api), { patienceMs: PATIENCE_MS, silenceMs: SILENCE_MS })));
  await listening(page);
});
afterAll(() => {
  for (const server of [page, api]) {
    server.close();
    server.closeAllConnections();
  }
});

/** Follows through the page's server, from its headers on. */
async function follow() {
  const heard = { text: '', over: false, type: '', buffering: '' as unknown, leave: () => undefined as void };
  await new Promise<void>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: (page.address() as AddressInfo).port, path: '/v1/changes' }, (response) => {
      heard.type = response.headers['content-type'] ?? '';
      heard.buffering = response.headers['x-accel-buffering'];
      response.setEncoding('utf8').on('data', (chunk: string) => (heard.text += chunk)).on('close', () => (heard.over = true)).on('error', () => undefined);
      resolve();
    });
    heard.leave = () => void sent.destroy();
    sent.on('error', reject).end();
  });
  return { heard, stream: streams.at(-1)! };
}

async function within(ms: number, holds: () => boolean): Promise<void> {
  for (const end = performance.now() + ms; !holds() && performance.now() < end; ) await pause(5);
  expect(holds()).toBe(true);
}

describe('a stream of events', () => {
  it('is there before its first event, and brings each at once', async () => {
    const { heard, stream } = await follow();
    expect(heard).toMatchObject({ type: 'text/event-stream; charset=utf-8', buffering: 'no', text: '' });
    for (const event of ['event: begin\ndata: {}\n\n', 'event: changed\ndata: {"id":"1"}\n\n']) {
      stream.write(event);
      await within(200, () => heard.text.endsWith(event));
    }
    heard.leave();
  });

  it('outlasts the patience for an answer while it says that it lives, and ends with the API', async () => {
    const { heard, stream } = await follow();
    for (let n = 0; n < 4; n += 1) {
      await pause(SILENCE_MS / 2);
      stream.write(': \n\n');
    }
    await within(200, () => heard.text === ': \n\n'.repeat(4));
    expect(heard.over).toBe(false);
    stream.end();
    await within(500, () => heard.over);
  });

  it('that has fallen silent is over, so that it is opened again', async () => {
    const { heard } = await follow();
    await within(SILENCE_MS * 4, () => heard.over);
  });

  it('is left when the browser leaves', async () => {
    const before = left;
    const { heard } = await follow();
    heard.leave();
    await within(500, () => left > before);
  });
});

it('that is no stream is waited for no longer than ever', async () => {
  const answer = await fetch(`http://127.0.0.1:${(page.address() as AddressInfo).port}/v1/sites`);
  expect([answer.status, await answer.json()]).toEqual([503, expect.objectContaining({ code: 'unavailable' })]);
});
