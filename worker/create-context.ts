import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import { readSiteKeys } from '../config/key-files.js';
import { loadPolicies } from '../config/load-policies.js';
import { createBlindIndex } from '../db/blind-index.js';
import { createCaseStore } from '../db/case-store.js';
import { createDoor } from '../db/door.js';
import { createFieldCipher } from '../db/field-cipher.js';
import { createIdentityCheckStore } from '../db/identity-check-store.js';
import { createKeyRing, type KeyRing } from '../db/key-ring.js';
import { createNoticeStore } from '../db/notice-store.js';
import { createPool, POOL_SIZE } from '../db/pool.js';
import { createSequelize } from '../db/sequelize.js';
import { createBirthCertificateAuthority } from '../registries/identity/birth-certificate.js';
import { createHouseholdRegisterAuthority } from '../registries/identity/household-register.js';
import { createPoliceFaceAuthority } from '../registries/identity/police-face.js';
import { createGuangdongRegistry } from '../registries/immunization/guangdong.js';
import { createSmsChannel } from '../registries/notice-channel/sms.js';
import { loadNoticeTemplate } from './notice-template.js';
import { createRunningOf } from './running-workflows.js';
import { wireActivities, type WiredActivities } from './wire-activities.js';

export type WorkerContext = WiredActivities & { close: () => Promise<void> };

/** Everything that the activities act with, made from the configuration. Opens no connection yet. */
export function createContext(config: Config<'worker'>, logger: Logger, client: Pick<Client, 'workflow'>): WorkerContext {
  const url = config.workerDatabaseUrl;
  const pool = createPool({ url, max: POOL_SIZE, onError: (err) => logger.warn({ err, part: 'postgres' }, 'a connection broke') });
  const sequelize = createSequelize({ url });
  const cipher = createFieldCipher(ringOf(config.fieldKeys));
  const blindIndex = createBlindIndex(ringOf(config.blindIndexKeys));
  const policies = loadPolicies(config.policyClocks);
  const siteKeys = readSiteKeys('SITE_KEYS_FILE', config.siteKeysFile);
  const wired = wireActivities({
    pool,
    cipher,
    blindIndex,
    door: createDoor({ pool, cipher, blindIndex, policies: () => policies }),
    cases: createCaseStore({ sequelize, cipher }),
    clocks: () => policies.clocks,
    notices: createNoticeStore({ sequelize, blindIndex }),
    registry: createGuangdongRegistry({ baseUrl: config.registryGuangdongUrl, siteKey: (siteId) => siteKeys[siteId] }),
    sms: createSmsChannel({ baseUrl: config.smsUrl, apiKey: config.smsApiKey, canAsk: config.smsCanAsk === 'true' }),
    authorities: {
      'birth-certificate': createBirthCertificateAuthority({ baseUrl: config.birthCertificateUrl, key: config.birthCertificateKey }),
      'police-face': createPoliceFaceAuthority({ baseUrl: config.policeFaceUrl, key: config.policeFaceKey }),
      'household-register': createHouseholdRegisterAuthority({ baseUrl: config.householdRegisterUrl, key: config.householdRegisterKey }),
    },
    identities: createIdentityCheckStore({ sequelize, cipher }),
    tiers: policies.identityTiers,
    products: policies.products,
    template: loadNoticeTemplate(),
    runningOf: createRunningOf(client),
  });
  return { ...wired, close: async () => void (await Promise.all([pool.end(), sequelize.close()])) };
}

function ringOf(keys: Config<'worker'>['fieldKeys']): KeyRing {
  return createKeyRing(keys.map(({ id, bytes }) => [id, bytes] as const));
}
