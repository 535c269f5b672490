import { setTimeout as sleep } from 'node:timers/promises';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { createArchiveActivities } from '../activities/archive-activities.js';
import { createBreaker } from '../activities/breaker.js';
import { createCallMeter, type CallMeter } from '../activities/call-meter.js';
import { createCaseActivities } from '../activities/case-activities.js';
import { createIdentityActivities, type IdentityActivityParts } from '../activities/identity-activities.js';
import { GONE, createJourneyActivities } from '../activities/journey-activities.js';
import { createLookActivities, type LookActivityParts } from '../activities/look-activities.js';
import { createNoticeActivities } from '../activities/notice-activities.js';
import { createNoticeDeliveryActivities } from '../activities/notice-delivery-activities.js';
import { createNoticeSender } from '../activities/notice-sender.js';
import { createRecallActivities, type RecallBatch } from '../activities/recall-activities.js';
import { createReceiptActivities } from '../activities/receipt-activities.js';
import { createDoseReader } from '../activities/read-dose.js';
import { createPersonReader } from '../activities/read-person.js';
import { createFindingRecorder } from '../activities/record-finding.js';
import { createPauseGate, gatedAuthority, type AskAgain } from '../activities/pause-gate.js';
import { createPauseInterceptor } from '../activities/pause-interceptor.js';
import { createStepInterceptor } from '../activities/step-interceptor.js';
import { createUploadActivities } from '../activities/upload-activities.js';
import { createBreakerStore, type BreakerStore } from '../db/breaker-store.js';
import type { CaseStore } from '../db/case-store.js';
import type { Door } from '../db/door.js';
import { createEffectStore } from '../db/effect-store.js';
import type { BlindIndex } from '../db/blind-index.js';
import { createFigureKeeper, type FigureKeeper } from '../db/figure-store.js';
import { createIdentityReader, type IdentityCheckStore } from '../db/identity-check-store.js';
import type { FieldCipher } from '../db/field-cipher.js';
import { createNoticeReader, type NoticeStore } from '../db/notice-store.js';
import { createPausedReader } from '../db/pause-store.js';
import type { Statements } from '../db/pool.js';
import { createRecallReader } from '../db/recall-store.js';
import { createSleeperStore } from '../db/sleeper-store.js';
import { createStepRecorder } from '../db/step-store.js';
import { createCaseReader, createViewStore } from '../db/view-store.js';
import type { JourneyId } from '../domain/ids.js';
import type { JourneyState } from '../domain/journey/state.js';
import type { Authority } from '../domain/identity/tiers.js';
import type { Policies } from '../domain/policies.js';
import { REGISTRY, SMS, type SystemId } from '../domain/systems/systems.js';
import { toInstant } from '../domain/time.js';
import type { IdentityAuthority } from '../registries/identity/port.js';
import type { ImmunizationRegistry } from '../registries/immunization/port.js';
import type { NoticeChannel } from '../registries/notice-channel/port.js';
import { watchedChannel } from '../registries/notice-channel/watched.js';
import { watchCalls } from '../registries/watch-calls.js';
import { IDENTITY_AUTHORITIES, JOURNEYS, NOTICE_SMS, REGISTRY_GUANGDONG, type TaskQueue } from '../workflows/task-queues.js';
import type { QueueActivities } from './create-workers.js';

export type ActivityWiring = {
  door: Door;
  pool: Statements;
  cipher: FieldCipher;
  blindIndex: BlindIndex;
  notices: NoticeStore;
  cases: Pick<CaseStore, 'change'>;
  /** In force now, as they were at most a second ago. */
  policies: () => Promise<Policies>;
  tiersOf: IdentityActivityParts['tiersOf'];
  registry: ImmunizationRegistry;
  channels: ReadonlyMap<string, NoticeChannel>;
  authorities: Record<Authority, IdentityAuthority>;
  identities: Pick<IdentityCheckStore, 'change'>;
  /** Of these things those whose workflow runs. */
  runningOf: LookActivityParts['runningOf'];
  /** When a call that met a pause comes again; shorter in tests. */
  askAgain?: AskAgain | undefined;
  /** How many recipients of a lot are taken at once; fewer in tests. */
  recallBatch?: RecallBatch | undefined;
};

export type WiredActivities = {
  activities: QueueActivities;
  interceptors: Partial<Record<TaskQueue, ActivityInterceptorsFactory[]>>;
  /** What a report on the systems outside is made of. */
  figures: { meter: CallMeter; keeper: FigureKeeper; breakers: BreakerStore };
};

/** Every activity with the ports it needs, by hand. */
export function wireActivities({ door, pool, cipher, blindIndex, notices, cases, policies, tiersOf, registry, channels, authorities, identities, runningOf, askAgain, recallBatch }: ActivityWiring): WiredActivities {
  const clocks = async () => (await policies()).clocks;
  const products = async () => (await policies()).products;
  const meter = createCallMeter({ now: Date.now });
  const metered = <Port extends object>(system: SystemId, port: Port): Port => watchCalls(port, meter.watch(system));
  const views = createViewStore(pool);
  const steps = createStepRecorder(pool);
  const effects = createEffectStore({ pool, cipher, blindIndex });
  const recordFinding = createFindingRecorder(door);
  const readPerson = createPersonReader(effects);
  const own = { readState: views.readState, recordFinding };
  const atRegistry = { ...own, registry: metered(REGISTRY, registry), readPerson };
  const openFault = async (journeyId: JourneyId, step: string): Promise<void> => {
    const state = await views.readState(journeyId);
    if (state) await recordFinding(journeyId, { type: 'softwareFaulted', data: { step, restarts: state.restarts } });
  };
  const gate = createPauseGate({ readPaused: createPausedReader(pool), now: Date.now, random: Math.random, askAgain });
  const gated = {
    'birth-certificate': gatedAuthority(metered('birth-certificate', authorities['birth-certificate']), 'birth-certificate', gate),
    'police-face': gatedAuthority(metered('police-face', authorities['police-face']), 'police-face', gate),
    'household-register': gatedAuthority(metered('household-register', authorities['household-register']), 'household-register', gate),
  };
  const identity = createIdentityActivities({ reader: createIdentityReader({ pool, cipher }), checks: identities, authorities: gated, tiersOf, now: () => toInstant(Date.now()) });
  const breakers = createBreakerStore(pool);
  const breakerOf = (system: string) => createBreaker({ system, store: breakers, now: Date.now });
  const sending = { notices, clocks, now: () => toInstant(Date.now()) };
  const watchedChannels = [...channels].map(([name, channel]) => [name, watchedChannel(name === SMS ? metered(SMS, channel) : channel, breakerOf(name))] as const);
  const sender = createNoticeSender({ ...sending, channels: new Map(watchedChannels), policy: async () => (await policies()).notices, random: Math.random });
  const reader = createNoticeReader(pool);
  const atSender = { ...own, ...sending, sender, readPhone: async (state: JourneyState) => (await readPerson(state)).person.phone };
  const delivery = createNoticeDeliveryActivities({ ...atSender, recordFinding: createFindingRecorder(door, 'another'), reader });
  const recall = createRecallActivities({ recalls: createRecallReader(pool), recordFinding: createFindingRecorder(door, 'another'), wait: (ms) => sleep(ms), batch: recallBatch });
  const pausable = (system: string | null) => createPauseInterceptor({ gate, system, keepStep: steps.keep, now: Date.now });
  const watched = (system: string | null) => [
    createStepInterceptor({
      keepStep: steps.keep,
      forgetStep: steps.forget,
      openFault,
      breaker: system === null ? null : breakerOf(system),
      random: Math.random,
      now: Date.now,
    }),
  ];

  return {
    activities: {
      [JOURNEYS]: {
        ...createCaseActivities({ readCase: createCaseReader(pool), cases, clocks, now: () => toInstant(Date.now()) }),
        ...identity.local,
        ...delivery.local,
        ...recall.local,
        ...recall.steps,
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
          system: REGISTRY,
          policies,
          readLookUp: async (journeyId, evidenceId) => evidenceId && effects.lookUp(journeyId, evidenceId),
          isDismissed: effects.isDismissed,
          adoptTheirs: effects.adopt,
          giveBackOurs: effects.giveBack,
        }),
        ...createUploadActivities({ ...atRegistry, readDose: createDoseReader(effects, products) }),
      },
      [IDENTITY_AUTHORITIES]: identity.atAuthorities,
      [NOTICE_SMS]: { ...createNoticeActivities(atSender), ...delivery.atProvider, ...createReceiptActivities({ ...sending, sender, reader }) },
    },
    interceptors: {
      [REGISTRY_GUANGDONG]: [pausable(REGISTRY), ...watched(REGISTRY)],
      [NOTICE_SMS]: [pausable(SMS), ...watched(null)],
      [IDENTITY_AUTHORITIES]: [pausable(null)],
    },
    figures: { meter, keeper: createFigureKeeper(pool), breakers },
  };
}
