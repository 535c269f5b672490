import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningSimulator } from '../kit/server.js';
import { startSmsSimulator } from './start.js';

const API_KEY = 'an api key';
const notice = { clientRef: 'notice-1', to: '13800000000', text: '您的预约已确认' };

let folder: string;
let simulator: RunningSimulator;
let now: number;
const start = () => startSmsSimulator({ port: 0, dataFolder: folder, apiKey: API_KEY, receiptAfterMs: 1000, now: () => now });

beforeEach(async () => {
  now = Date.parse('2026-11-24T02:00:00Z');
  folder = await mkdtemp(join(tmpdir(), 'sms-'));
  simulator = await start();
});
afterEach(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true });
});

async function ask(path: string, body?: object, apiKey = API_KEY) {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(`${simulator.url}${path}`, { ...init, headers: { authorization: `Bearer ${apiKey}` } });
  return { http: response.status, ...((await response.json()) as { messageId: string; status?: string }) };
}
const send = (message: object = notice) => ask('/sms/v1/messages', message);
const statusOf = async ({ messageId }: { messageId: string }) => (await ask(`/sms/v1/messages/${messageId}/receipt`)).status;

describe('sending', () => {
  it('sends one message for one key, also when it comes twice at once', async () => {
    const [first, second] = await Promise.all([send(), send()]);
    expect(first).toMatchObject({ http: 202 });
    expect(second?.messageId).toBe(first?.messageId);
    expect(await ask('/control/sent')).toMatchObject({ total: 1, byKey: { 'notice-1': 1 }, doubles: [] });
  });

  it('sends a second message for one key where the provider remembers none, and shows it', async () => {
    await ask('/control/mode', { canAsk: false });
    const ids = [(await send()).messageId, (await send()).messageId];
    expect(await ask('/control/sent')).toMatchObject({ total: 2, byKey: { 'notice-1': 2 }, doubles: [ids] });
    expect(await ask('/sms/v1/messages?clientRef=notice-1')).toMatchObject({ http: 400, code: 'cannot-be-asked' });
  });

  it('remembers messages and its mode over a restart', async () => {
    const { messageId } = await send();
    await ask('/control/mode', { canAsk: false });
    await simulator.stop();
    simulator = await start();
    expect(await ask('/control/sent')).toMatchObject({ total: 1, canAsk: false });
    await ask('/control/mode', { canAsk: true });
    expect((await send()).messageId).toBe(messageId);
  });

  it('finds a message by its key after the answer was dropped', async () => {
    expect(await ask('/sms/v1/messages?clientRef=notice-1')).toMatchObject({ found: false });
    await ask('/control/faults', { kind: 'drop-answer', count: 1 });
    await expect(send()).rejects.toThrow();
    expect(await ask('/sms/v1/messages?clientRef=notice-1')).toMatchObject({ found: true, clientRef: 'notice-1' });
    await send();
    expect(await ask('/control/sent')).toMatchObject({ total: 1 });
  });

  it.each([
    { fact: 'without a text', message: { ...notice, text: '' } },
    { fact: 'to no mobile number', message: { ...notice, to: '02012345678' } },
  ])('refuses a message $fact', async ({ message }) => expect(await send(message)).toMatchObject({ http: 422 }));

  it('refuses a wrong api key', async () => {
    expect(await ask('/sms/v1/messages', notice, 'another')).toMatchObject({ http: 401 });
    expect(await ask('/control/sent')).toMatchObject({ total: 0 });
  });
});

describe('receipts', () => {
  it.each([
    { fact: 'delivered, after a while', to: '13800000000', later: 'delivered' },
    { fact: 'failed, to the number that reaches nobody', to: '15499990000', later: 'failed' },
    { fact: 'pending for ever, to the number that never reports', to: '15499990001', later: 'pending' },
  ])('say $fact', async ({ to, later }) => {
    const message = await send({ ...notice, to });
    expect(await statusOf(message)).toBe('pending');
    now += 1000;
    expect(await statusOf(message)).toBe(later);
  });

  it('exist for messages only', async () => expect(await ask('/sms/v1/messages/none/receipt')).toMatchObject({ http: 404 }));
});
