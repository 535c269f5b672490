import { join } from 'node:path';
import { z } from 'zod';
import { ok, readJson, type Handler } from '../kit/answer.js';
import { countBy, findDoubles } from '../kit/counting.js';
import { startSimulator, type RunningSimulator } from '../kit/server.js';
import { createHandler } from './handle.js';
import { ownFaults } from './own-faults.js';
import { Outbox } from './store.js';

export type SmsSimulatorParts = { port: number; dataFolder: string; apiKey: string; canAsk?: boolean; receiptAfterMs?: number; now?: () => number };

/** An SMS provider on loopback, with its store in `<dataFolder>/sms.jsonl`. */
export async function startSmsSimulator({ port, dataFolder, apiKey, canAsk = true, receiptAfterMs = 300, now = Date.now }: SmsSimulatorParts): Promise<RunningSimulator> {
  const outbox = await Outbox.open(join(dataFolder, 'sms.jsonl'), { canAsk });
  const handle = createHandler({ outbox, apiKey, receiptAfterMs, now });
  const simulator = await startSimulator({
    port,
    handle,
    control: { reset: () => outbox.reset(), routes: controlRoutes(outbox) },
    faultsFile: join(dataFolder, 'sms-faults.jsonl'),
    own: ownFaults(outbox),
  });
  return {
    url: simulator.url,
    stop: async () => {
      await simulator.stop();
      await outbox.close();
    },
  };
}

function controlRoutes(outbox: Outbox): Record<string, Handler> {
  return {
    'GET /control/sent': () => {
      const messages = [...outbox.messages.values()];
      const doubles = findDoubles(messages, ({ clientRef }) => clientRef, ({ messageId }) => messageId);
      return ok({ total: messages.length, byKey: countBy(messages, ({ clientRef }) => clientRef), doubles, canAsk: outbox.canAsk, messages });
    },
    'POST /control/mode': async ({ body }) => {
      const parsed = z.strictObject({ canAsk: z.boolean() }).safeParse(readJson(body));
      if (!parsed.success) return { status: 422, body: { code: 'invalid-mode' } };
      await outbox.setMode(parsed.data.canAsk);
      return ok({ canAsk: outbox.canAsk });
    },
  };
}
