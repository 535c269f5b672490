import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultInput } from '../../simulators/kit/faults.js';
import type { RunningSimulator } from '../../simulators/kit/server.js';
import { startSmsSimulator } from '../../simulators/sms/start.js';
import { createSmsChannel } from './sms.js';

const notice = { key: 'notice-1', to: '13800000000', text: '您的预约已确认' };
let folder: string;
let simulator: RunningSimulator;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sms-channel-'));
  simulator = await startSmsSimulator({ port: 0, dataFolder: folder, apiKey: 'key', receiptAfterMs: 0 });
});
afterEach(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true });
});

const channelWith = ({ canAsk = true, apiKey = 'key' } = {}) => createSmsChannel({ baseUrl: simulator.url, apiKey, canAsk, timeoutMs: 1000 });
const setFault = (fault: FaultInput) => fetch(`${simulator.url}/control/faults`, { method: 'POST', body: JSON.stringify(fault) });

describe('an SMS provider that can be asked', () => {
  it('sends one key once, finds it and tells its receipt', async () => {
    const channel = channelWith();
    expect(await channel.findByKey(notice)).toEqual({ outcome: 'none' });
    const sent = await channel.send(notice);
    expect(await channel.send(notice)).toEqual(sent);
    expect(await channel.findByKey(notice)).toEqual(sent);
    expect(await channel.receipt(sent)).toBe('delivered');
  });

  it('is unavailable with an unknown effect when the answer is lost', async () => {
    await setFault({ kind: 'drop-answer', count: 1 });
    await expect(channelWith().send(notice)).rejects.toMatchObject({ name: 'Unavailable', code: 'connection-lost', effect: 'unknown' });
    expect(await channelWith().findByKey(notice)).toMatchObject({ outcome: 'accepted' });
  });

  it("believes no receipt for somebody else's message", async () => {
    await setFault({ kind: 'answer', body: JSON.stringify({ messageId: 'm', clientRef: 'another' }) });
    await expect(channelWith().send(notice)).rejects.toMatchObject({ name: 'Unavailable', code: 'malformed' });
  });
});

describe('an SMS provider that cannot be asked', () => {
  it('leaves a send in doubt when it may have arrived', async () => {
    await setFault({ kind: 'drop-answer', count: 1 });
    await expect(channelWith({ canAsk: false }).send(notice)).rejects.toMatchObject({ name: 'Doubtful', code: 'connection-lost' });
    await expect(channelWith({ canAsk: false }).findByKey(notice)).rejects.toMatchObject({ name: 'Doubtful', code: 'cannot-be-asked' });
  });

  it('leaves no doubt when nothing was sent', async () => {
    await setFault({ kind: 'error', status: 429, retryAfterSeconds: 2, count: 1 });
    await expect(channelWith({ canAsk: false }).send(notice)).rejects.toMatchObject({ name: 'Unavailable', effect: 'none', retryAfterMs: 2000 });
    await expect(channelWith({ canAsk: false, apiKey: 'another' }).send(notice)).rejects.toMatchObject({ name: 'Unavailable', code: 'not-authorised' });
  });

  it('rejects what it does not take, without the number in the error', async () => {
    const error: unknown = await channelWith({ canAsk: false }).send({ ...notice, to: '02012345678' }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'Rejected', code: 'invalid-message' });
    expect(String(error)).not.toContain('02012345678');
  });
});
