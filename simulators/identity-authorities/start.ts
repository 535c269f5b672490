import { join } from 'node:path';
import { ok, readJson, type Handler } from '../kit/answer.js';
import { countBy } from '../kit/counting.js';
import { startSimulator, type RunningSimulator } from '../kit/server.js';
import { seedRequest } from './contract.js';
import { createHandler, type AuthorityKeys } from './handle.js';
import { OWN_FAULTS } from './own-faults.js';
import { AuthorityStore } from './store.js';

export type IdentityAuthoritiesSimulatorParts = { port: number; dataFolder: string; keys: AuthorityKeys; now?: () => number };

/** 出生医学证明管理系统, 公安人脸识别 and 公安户籍 on loopback, one server for the three, with their store in `<dataFolder>/identity-authorities.jsonl`. */
export async function startIdentityAuthoritiesSimulator({ port, dataFolder, keys, now = Date.now }: IdentityAuthoritiesSimulatorParts): Promise<RunningSimulator> {
  const store = await AuthorityStore.open(join(dataFolder, 'identity-authorities.jsonl'));
  const simulator = await startSimulator({
    port,
    handle: createHandler({ store, keys, now }),
    control: { reset: () => store.reset(), routes: controlRoutes(store) },
    faultsFile: join(dataFolder, 'identity-authorities-faults.jsonl'),
    own: OWN_FAULTS,
  });
  return {
    url: simulator.url,
    stop: async () => {
      await simulator.stop();
      await store.close();
    },
  };
}

function controlRoutes(store: AuthorityStore): Record<string, Handler> {
  return {
    'GET /control/people': () => ok({ total: store.people.length, people: store.people }),
    'POST /control/people': async ({ body }) => {
      const parsed = seedRequest.safeParse(readJson(body));
      if (!parsed.success) return { status: 422, body: { code: 'invalid-people', issues: parsed.error.issues } };
      const added = await store.seed(parsed.data.people);
      return ok({ added, known: parsed.data.people.length - added });
    },
    'GET /control/asked': () => ok({ total: store.asked.length, byKey: countBy(store.asked, ({ key }) => key), asked: store.asked }),
  };
}
