import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { createArchiveActivities } from '../activities/archive-activities.js';
import { createBreaker } from '../activities/breaker.js';
import { createCaseActivities } from '../activities/case-activities.js';
import { createIdentityActivities } from '../activities/identity-activities.js';
import { GONE, createJourneyActivities } from '../activities/journey-activities.js';
import { createLookActivities, type LookActivityParts } from '../activities/look-activities.js';
import { createNoticeActivities } from '../activities/notice-activities.js';
import { createDoseReader } from '../activities/read-dose.js';
import { createPersonReader } from '../activities/read-person.js';
import { createFindingRecorder } from '../activities/record-finding.js';
import { createStepInterceptor } from '../activities/step-interceptor.js';
import { createUploadActivities } from '../activities/upload-activities.js';
import { createBreakerStore } from '../db/breaker-store.js';
import type { CaseStore } from '../db/case-store.js';
import type { Door } from '../db/door.js';
import { createEffectStore } from '../db/effect-store.js';
import type { BlindIndex } from '../db/blind-index.js';
import { createIdentityReader, type IdentityCheckStore } from '../db/identity-check-store.js';
import type { FieldCipher } from '../db/field-cipher.js';
import type { NoticeStore } from '../db/notice-store.js';
import type { Statements } from '../db/pool.js';
import { createSleeperStore } from '../db/sleeper-store.js';
import { createStepRecorder } from '../db/step-store.js';
import { createCaseReader, createViewStore } from '../db/view-store.js';
import type { JourneyId } from '../domain/ids.js';
import type { Authority, IdentityTiers } from '../domain/identity/tiers.js';
import type { Clocks, Product } from '../domain/policies.js';
import { toInstant } from '../domain/time.js';
import type { IdentityAuthority } from '../registries/identity/port.js';
import type { ImmunizationRegistry } from '../registries/immunization/port.js';
import type { NoticeChannel } from '../registries/notice-channel/port.js';
import { IDENTITY_AUTHORITIES, JOURNEYS, NOTICE_SMS, REGISTRY_GUANGDONG, type TaskQueue } from '../workflows/task-queues.js';
import type { QueueActivities } from './create-workers.js';

export type ActivityWiring = {
  door: Door;
  pool: Statements;
  cipher: FieldCipher;
  blindIndex: BlindIndex;
  notices: NoticeStore;
  cases: Pick<CaseStore, 'change'>;
  clocks: () => Clocks;
  registry: ImmunizationRegistry;
  sms: NoticeChannel;
  authorities: Record<Authority, IdentityAuthority>;
  identities: Pick<IdentityCheckStore, 'change'>;
  tiers: readonly IdentityTiers[];
  products: readonly Product[];
  template: { id: string; zh: string };
  /** Of these things those whose workflow runs. */
  runningOf: LookActivityParts['runningOf'];
};

/** Names of the systems in breakers, errors and archives: one each. */
const REGISTRY_SYSTEM = 'registry-guangdong';
const SMS_SYSTEM = 'sms';

export type WiredActivities = { activities: QueueActivities; interceptors: Partial<Record<TaskQueue, ActivityInterceptorsFactory[]>> };

/** Every activity with the ports it needs, by hand. */
export function wireActivities({ door, pool, cipher, blindIndex, notices, cases, clocks, registry, sms, authorities, identities, tiers, products, template, runningOf }: ActivityWiring): WiredActivities {
  const views = createViewStore(pool);
  const steps = createStepRecorder(pool);
  const effects = createEffectStore({ pool, cipher, blindIndex });
  const recordFinding = createFindingRecorder(door);
  const readPerson = createPersonReader(effects);
  const own = { readState: views.readState, recordFinding };
  const atRegistry = { ...own, registry, readPerson };
  const openFault = async (journeyId: JourneyId, step: string): Promise<void> => {
    const state = await views.readState(journeyId);
    if (state) await recordFinding(journeyId, { type: 'softwareFaulted', data: { step, restarts: state.restarts } });
  };
  const identity = createIdentityActivities({ reader: createIdentityReader({ pool, cipher }), checks: identities, authorities, tiers, now: () => toInstant(Date.now()) });
  const watched = (system: string) => [
    createStepInterceptor({
      keepStep: steps.keep,
      forgetStep: steps.forget,
      openFault,
      breaker: createBreaker({ system, store: createBreakerStore(pool), now: Date.now }),
      random: Math.random,
      now: Date.now,
    }),
  ];

  return {
    activities: {
      [JOURNEYS]: {
        ...createCaseActivities({ readCase: createCaseReader(pool), cases, clocks, now: () => toInstant(Date.now()) }),
        ...identity.local,
        ...createLookActivities({ sleepers: createSleeperStore(pool), runningOf }),
        ...createJourneyActivities({
          readView: async (journeyId) => {
            const seen = await views.readView(journeyId);
            return seen ? { version: seen.version, view: seen.view } : GONE;
          },
          recordFinding,
          forgetStep: steps.forget,
        }),
      },
      [REGISTRY_GUANGDONG]: {
        ...createArchiveActivities({
          ...atRegistry,
          system: REGISTRY_SYSTEM,
          products,
          readLookUp: async ({ journeyId, lookUp }) => (lookUp?.evidenceId ? effects.lookUp(journeyId, lookUp.evidenceId) : null),
          adoptTheirs: effects.adopt,
        }),
        ...createUploadActivities({ ...atRegistry, readDose: createDoseReader(effects, products) }),
      },
      [IDENTITY_AUTHORITIES]: identity.atAuthorities,
      [NOTICE_SMS]: createNoticeActivities({ ...own, channel: sms, notices, template, readPhone: async (state) => (await readPerson(state)).person.phone }),
    },
    interceptors: { [REGISTRY_GUANGDONG]: watched(REGISTRY_SYSTEM), [NOTICE_SMS]: watched(SMS_SYSTEM) },
  };
}
