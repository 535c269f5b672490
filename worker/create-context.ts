import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import { readSiteKeys } from '../config/key-files.js';
import { loadShipped } from '../config/load-policies.js';
import { createPublishedPolicies } from '../config/published-policies.js';
import { createBlindIndex } from '../db/blind-index.js';
import { createCaseStore } from '../db/case-store.js';
import { createDoor } from '../db/door.js';
import { createFieldCipher } from '../db/field-cipher.js';
import { createIdentityCheckStore } from '../db/identity-check-store.js';
import { createKeyRing, type KeyRing } from '../db/key-ring.js';
import { createNoticeStore } from '../db/notice-store.js';
import { createPolicyReader } from '../db/policy-store.js';
import { createPool, POOL_SIZE } from '../db/pool.js';
import { remember } from '../db/remember.js';
import { createSequelize } from '../db/sequelize.js';
import { SMS } from '../domain/systems/systems.js';
import { createTallyKeeper } from '../db/tally-keeper.js';
import { createBirthCertificateAuthority } from '../registries/identity/birth-certificate.js';
import { createHouseholdRegisterAuthority } from '../registries/identity/household-register.js';
import { createPoliceFaceAuthority } from '../registries/identity/police-face.js';
import { createGuangdongRegistry } from '../registries/immunization/guangdong.js';
import { createSmsChannel } from '../registries/notice-channel/sms.js';
import { createTallyLoop, type TallyLoop } from './keep-tallies.js';
import { createFigureReport, type FigureReport } from './report-figures.js';
import { createRunningOf } from './running-workflows.js';
import { wireActivities, type WiredActivities } from './wire-activities.js';

/** Beside the door, which reads what is in force with the state: for clocks and texts of what happens without a command. */
const POLICIES_REMEMBERED_MS = 1_000;

export type WorkerContext = WiredActivities & { report: FigureReport; tallies: TallyLoop; close: () => Promise<void> };

/** Everything that the activities act with, made from the configuration. Opens no connection yet. */
export function createContext(config: Config<'worker'>, logger: Logger, client: Pick<Client, 'workflow'>): WorkerContext {
  const url = config.workerDatabaseUrl;
  const pool = createPool({ url, max: POOL_SIZE, onError: (err) => logger.warn({ err, part: 'postgres' }, 'a connection broke') });
  const sequelize = createSequelize({ url });
  const cipher = createFieldCipher(ringOf(config.fieldKeys));
  const blindIndex = createBlindIndex(ringOf(config.blindIndexKeys));
  const reader = createPolicyReader(pool);
  const published = createPublishedPolicies({ shipped: loadShipped(config.policyClocks), readVersions: reader.versionsInForce, readDocument: reader.document });
  const inForce = remember(published.inForce, { forMs: POLICIES_REMEMBERED_MS, now: Date.now });
  const siteKeys = readSiteKeys('SITE_KEYS_FILE', config.siteKeysFile);
  const wired = wireActivities({
    pool,
    cipher,
    blindIndex,
    door: createDoor({ pool, cipher, blindIndex, policies: published.of }),
    cases: createCaseStore({ sequelize, cipher }),
    policies: async () => (await inForce()).policies,
    tiersOf: async (version) => (await published.of({ 'identity-tiers': version })).identityTiers,
    notices: createNoticeStore({ sequelize, blindIndex }),
    registry: createGuangdongRegistry({ baseUrl: config.registryGuangdongUrl, siteKey: (siteId) => siteKeys[siteId] }),
    channels: new Map([[SMS, createSmsChannel({ baseUrl: config.smsUrl, apiKey: config.smsApiKey, canAsk: config.smsCanAsk === 'true' })]]),
    authorities: {
      'birth-certificate': createBirthCertificateAuthority({ baseUrl: config.birthCertificateUrl, key: config.birthCertificateKey }),
      'police-face': createPoliceFaceAuthority({ baseUrl: config.policeFaceUrl, key: config.policeFaceKey }),
      'household-register': createHouseholdRegisterAuthority({ baseUrl: config.householdRegisterUrl, key: config.householdRegisterKey }),
    },
    identities: createIdentityCheckStore({ sequelize, cipher }),
    runningOf: createRunningOf(client),
  });
  const report = createFigureReport({ ...wired.figures, now: Date.now, onError: (err) => logger.warn({ err, part: 'figures' }, 'a minute was not kept') });
  const tallies = createTallyLoop({ keeper: createTallyKeeper(pool, async () => (await inForce()).policies.schedule), onError: (err) => logger.warn({ err, part: 'tallies' }, 'nothing was counted for reports') });
  return { ...wired, report, tallies, close: async () => void (await Promise.all([report.stop(), tallies.stop()]).then(() => Promise.all([pool.end(), sequelize.close()]))) };
}

function ringOf(keys: Config<'worker'>['fieldKeys']): KeyRing {
  return createKeyRing(keys.map(({ id, bytes }) => [id, bytes] as const));
}
