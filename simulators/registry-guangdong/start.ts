import { join } from 'node:path';
import { startSimulator, type RunningSimulator } from '../kit/server.js';
import { controlRoutes } from './control.js';
import { createHandler } from './handle.js';
import { ownFaults } from './own-faults.js';
import { SignatureCheck } from './signature.js';
import { RegistryStore } from './store.js';

export type GuangdongSimulatorParts = { port: number; dataFolder: string; secretOf: (keyId: string) => string | undefined; now?: () => number };

/** 广东省疫苗流通与接种管理信息系统 as a server on loopback, with its store in `<dataFolder>/registry-guangdong.jsonl`. */
export async function startGuangdongSimulator({ port, dataFolder, secretOf, now = Date.now }: GuangdongSimulatorParts): Promise<RunningSimulator> {
  const store = await RegistryStore.open(join(dataFolder, 'registry-guangdong.jsonl'), now);
  const handle = createHandler(store, new SignatureCheck(secretOf, now));
  const simulator = await startSimulator({
    port,
    handle,
    control: { reset: () => store.reset(), routes: controlRoutes(store) },
    faultsFile: join(dataFolder, 'registry-guangdong-faults.jsonl'),
    own: ownFaults(store.records),
  });
  return {
    url: simulator.url,
    stop: async () => {
      await simulator.stop();
      await store.close();
    },
  };
}
