import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultInput } from '../../simulators/kit/faults.js';
import type { RunningSimulator } from '../../simulators/kit/server.js';
import { startSmsSimulator } from '../../simulators/sms/start.js';
import { TROUBLE_FAULTS } from '../trouble-fixtures.js';
import type { ChannelTrouble, ChannelUnderTest } from './channel-under-test.js';
import { channelContract } from './port-contract.js';
import { createSmsChannel, type SmsParts } from './sms.js';

const notice = { key: 'notice-1', to: '13800000000', text: '您的预约已确认' };
const FAULTS: Record<ChannelTrouble, FaultInput> = {
  ...TROUBLE_FAULTS,
  rejected: { kind: 'reject', code: 'invalid-message', count: 1 },
  'another-message': { kind: 'wrong-person', how: 'another-message', count: 1 },
  'repeated-on-the-way': { kind: 'duplicate', count: 1 },
};
let folder: string;
let simulator: RunningSimulator;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sms-channel-'));
  simulator = await startSmsSimulator({ port: 0, dataFolder: folder, apiKey: 'key', receiptAfterMs: 50 });
});
afterEach(async () => {
  await simulator.stop();
  await rm(folder, { recursive: true });
});

const channelWith = (parts: Partial<SmsParts> = {}) => createSmsChannel({ baseUrl: simulator.url, apiKey: 'key', canAsk: true, ...parts });

async function control<T>(path: string, body?: object): Promise<T> {
  const response = await fetch(`${simulator.url}/control/${path}`, body ? { method: 'POST', body: JSON.stringify(body) } : {});
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}
const setFault = (fault: FaultInput) => control('faults', fault);

describe.each([{ canAsk: true }, { canAsk: false }])('the contract of the port, canAsk $canAsk', ({ canAsk }) => {
  it.each(channelContract({ canAsk }))('$fact', async ({ prove }) => {
    await control('mode', { canAsk });
    const under: ChannelUnderTest = {
      channel: channelWith({ canAsk }),
      impatient: channelWith({ canAsk, timeoutMs: 200 }),
      addresses: { reached: '13800000000', unreachable: '15499990000', refused: '02012345678' },
      trouble: async (next) => void (await setFault(FAULTS[next])),
      sent: async (key) => (await control<{ byKey: Record<string, number> }>('sent')).byKey[key] ?? 0,
    };
    await prove(under);
  });
});

describe('an answer that cannot be believed', () => {
  const others = JSON.stringify({ messageId: 'm', clientRef: 'another', found: true, status: 'delivered' });

  it("is another message's", async () => {
    await setFault({ kind: 'answer', body: others });
    for (const asked of [channelWith().send(notice), channelWith().findByKey(notice), channelWith().receipt({ providerId: 'n' })]) {
      await expect(asked).rejects.toMatchObject({ name: 'Unavailable', code: 'malformed', effect: 'unknown' });
    }
    await expect(channelWith({ canAsk: false }).send(notice)).rejects.toMatchObject({ name: 'Doubtful', code: 'malformed' });
  });

  it('is a refused question: it says nothing about the message', async () => {
    await channelWith().send(notice);
    await control('mode', { canAsk: false });
    await expect(channelWith().findByKey(notice)).rejects.toMatchObject({ name: 'Doubtful', code: 'cannot-be-asked' });
  });
});

it('a wrong API key sends nothing, whoever can be asked', async () => {
  for (const canAsk of [true, false]) {
    await expect(channelWith({ canAsk, apiKey: 'another' }).send(notice)).rejects.toMatchObject({ name: 'Unavailable', code: 'not-authorised', effect: 'none' });
  }
  expect(await control('sent')).toMatchObject({ total: 0 });
});
