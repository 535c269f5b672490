import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import { loadShipped } from '../config/load-policies.js';
import { createPublishedPolicies } from '../config/published-policies.js';
import { createArchiveStore } from '../db/archive-store.js';
import { createAuditSealer } from '../db/audit-sealer.js';
import { createAuditReader } from '../db/audit-reader.js';
import { createAuditStore } from '../db/audit-store.js';
import { createBlindIndex } from '../db/blind-index.js';
import { createBreakerStore } from '../db/breaker-store.js';
import { createCaseStore } from '../db/case-store.js';
import { createClientRegister } from '../db/client-register.js';
import { createCommandStore } from '../db/command-store.js';
import { createDeskStore } from '../db/desk-store.js';
import { createDeviceRegister } from '../db/device-register.js';
import { createDoor } from '../db/door.js';
import { createDoseStore } from '../db/dose-store.js';
import { createLotHoldStore } from '../db/lot-hold-store.js';
import { createLotStore } from '../db/lot-store.js';
import { noticeNamespace } from '../db/engine-store.js';
import { createFieldCipher } from '../db/field-cipher.js';
import { createEvidenceStore } from '../db/evidence-store.js';
import { createFigureStore } from '../db/figure-store.js';
import { createHealthCodeStore } from '../db/health-code-store.js';
import { createIdentityCheckStore } from '../db/identity-check-store.js';
import { createJourneyStore } from '../db/journey-store.js';
import { createKeyRing } from '../db/key-ring.js';
import { createNewsStore } from '../db/news-store.js';
import { createNoteStore } from '../db/note-store.js';
import { createNoticeStore } from '../db/notice-store.js';
import { createObservationStore } from '../db/observation-store.js';
import { createOriginStore } from '../db/origin-store.js';
import { createPackageStore } from '../db/package-store.js';
import { createPausedReader, createPauseStore } from '../db/pause-store.js';
import { createPeopleRegister } from '../db/people-register.js';
import { createPolicyReader, createPolicyStore } from '../db/policy-store.js';
import { createPrintStore } from '../db/print-store.js';
import { createPool, POOL_SIZE } from '../db/pool.js';
import { remember } from '../db/remember.js';
import { createReportStore } from '../db/report-store.js';
import { createEscortStore } from '../db/escort-store.js';
import { createResidentStore } from '../db/resident-store.js';
import { createSavedQueryStore } from '../db/saved-query-store.js';
import { createSequelize } from '../db/sequelize.js';
import { createSessionStore } from '../db/session-store.js';
import { createSiteRegister } from '../db/site-register.js';
import { createSiteStore } from '../db/site-store.js';
import { createStepStore } from '../db/step-store.js';
import { verifyAudit } from '../db/verify-audit.js';
import { createIssuer } from '../issuer/create-issuer.js';
import { watchIssuerKeys } from '../issuer/watch-keys.js';
import { toInstant } from '../domain/time.js';
import { createDataConverter } from '../workflows/codec/data-converter.js';
import { createAuditVerifier } from './audit-verifier.js';
import { createAuditWatch } from './audit-watch.js';
import { createFindSignedIn } from './auth/browser-session.js';
import { createFindClient } from './auth/find-client.js';
import { rememberTokens } from './auth/remember.js';
import { createAccessTokenVerifier } from './auth/verify-access-token.js';
import { createChangeFeed } from './change-feed.js';
import { createSignIn } from './create-sign-in.js';
import type { ApiContext } from './context.js';
import { createDutyLock } from './duty-lock.js';
import { createEngineWatch } from './engine-watch.js';
import { createFaultWatch } from './fault-watch.js';
import { createMetrics } from './metrics.js';
import { createReadiness } from './readiness.js';
import { createRelay } from './relay.js';
import { createFaultReport } from './report-fault.js';
import { createSignalProcess } from './signal-process.js';
import { createStepEngine } from './step-engine.js';
import { createEngineUrl } from './engine-url.js';
import { createTemporalClient } from './temporal-client.js';

/** `endStreams`: before the server is closed, which waits for its responses. */
export type RunningContext = { context: ApiContext; start(): void; endStreams(): void; stop(): Promise<void> };

const CLOCK_SKEW_MS = 5_000;
/** A key that the login provider withdraws counts for so long; its tokens live five minutes. */
const TOKEN_REMEMBERED_MS = 60_000;
/** Desks ask at each identification. */
const PAUSES_REMEMBERED_MS = 1_000;

/** Everything of the API process, wired by hand: what routes act with, and what runs beside them. Opens no connection yet. */
export async function createContext(config: Config<'api'>, logger: Logger): Promise<RunningContext> {
  const warn = (part: string) => (err: unknown) => logger.warn({ err, part }, 'a turn failed');
  const pool = createPool({ url: config.apiDatabaseUrl, max: POOL_SIZE, onError: warn('postgres') });
  const relayPool = createPool({ url: config.relayDatabaseUrl, max: 3, onError: warn('relay') });
  const sealerPool = createPool({ url: config.sealerDatabaseUrl, max: 1, onError: warn('sealer') });
  const auditorPool = createPool({ url: config.auditorDatabaseUrl, max: 3, statementTimeoutMs: 60_000, planOnce: true, onError: warn('auditor') });
  const clients = createPool({ url: config.apiDatabaseUrl, max: 4, onError: warn('postgres') });
  let modelStatements = 0;
  const sequelize = createSequelize({ url: config.apiDatabaseUrl, max: 8, onStatement: () => (modelStatements += 1) });
  const reportModels = createSequelize({ url: config.apiDatabaseUrl, max: 2 }); // so that no desk waits for a report
  const cipher = createFieldCipher(createKeyRing(config.fieldKeys.map(({ id, bytes }) => [id, bytes] as const)));
  const blindIndex = createBlindIndex(createKeyRing(config.blindIndexKeys.map(({ id, bytes }) => [id, bytes] as const)));
  const policyReader = createPolicyReader(pool);
  const policies = createPublishedPolicies({ shipped: loadShipped(config.policyClocks), readVersions: policyReader.versionsInForce, readDocument: policyReader.document });
  const keys = await watchIssuerKeys(config.issuerKeysFile, warn('issuer-keys'));
  const temporal = createTemporalClient({ address: config.temporalAddress, namespace: config.temporalNamespace, dataConverter: createDataConverter(config.payloadKeys) });
  const news = createNewsStore(relayPool);
  const audit = createAuditStore(pool);
  const door = createDoor({ pool, cipher, blindIndex, policies: policies.of });

  const relay = createRelay({
    news,
    signal: createSignalProcess(temporal),
    onBacklog: ({ unsent: count, oldestUnsentMs }) => logger.warn({ count, ageMs: Math.round(oldestUnsentMs ?? 0), part: 'relay' }, 'the engine has not been told of news'),
    onError: warn('relay'),
  });
  const sealer = createAuditSealer({ pool: sealerPool, anchorFile: config.auditAnchorFile, onError: warn('sealer') });
  const auditWatch = createAuditWatch({
    sealer,
    onAlarm: (lagMs) => logger.error({ ageMs: Math.round(lagMs), part: 'sealer' }, 'audit rows are not sealed'),
    onError: warn('sealer'),
  });
  const metrics = createMetrics({ news, sealer, statements: () => new Map([...pool.counts(), ...clients.counts(), ['models', modelStatements]]) });
  const engine = createEngineWatch(temporal);
  const identities = createIdentityCheckStore({ sequelize, cipher });
  const duty = createDutyLock(config.relayDatabaseUrl);
  const watch = createFaultWatch({
    client: temporal,
    news,
    isOnDuty: duty.isHeld,
    reportFault: createFaultReport({ door, pool, identities }),
    isAnotherEngine: (id) => noticeNamespace(relayPool, config.temporalNamespace, id),
    onEngineLost: async () => {
      const count = await news.requeueOpenViews();
      logger.warn({ count, part: 'relay' }, 'the engine is another one: open workflows are started again');
    },
    onError: warn('fault-watch'),
  });

  const changes = createChangeFeed({ pool, onError: warn('changes') });
  const signIn = createSignIn(config, clients);

  const context: ApiContext = {
    auth: {
      verifyToken: rememberTokens(createAccessTokenVerifier({ issuerUrl: config.loginIssuerUrl, audience: config.apiAudience, jwksUrl: config.loginJwksUrl ?? `${config.loginIssuerUrl}/jwks` }), { forMs: TOKEN_REMEMBERED_MS, now: Date.now }),
      findClient: createFindClient(clients),
      audience: config.apiAudience,
      findSignedIn: signIn ? createFindSignedIn(signIn) : undefined,
    },
    signIn,
    door,
    relay,
    issuer: createIssuer({ keys: keys.current, isAway: keys.isAway, clockSkewMs: CLOCK_SKEW_MS }),
    policies,
    policyReader,
    policyStore: createPolicyStore({ sequelize, cipher }),
    archives: createArchiveStore({ pool, cipher }),
    audit,
    breakers: createBreakerStore(pool),
    auditReader: createAuditReader(auditorPool),
    auditVerifier: createAuditVerifier((onProgress) => verifyAudit({ pool: auditorPool, anchorFile: config.auditAnchorFile, onProgress })),
    cases: createCaseStore({ sequelize, cipher }),
    changes,
    clientRegister: createClientRegister({ pool, sequelize }),
    commands: createCommandStore({ pool, sequelize }),
    desks: createDeskStore(pool),
    deviceRegister: createDeviceRegister({ pool, sequelize }),
    doses: createDoseStore(sequelize),
    evidence: createEvidenceStore({ pool, cipher }),
    figures: createFigureStore(pool),
    healthCodes: createHealthCodeStore({ pool, sequelize }),
    identities,
    journeys: createJourneyStore(sequelize),
    lotHolds: createLotHoldStore({ sequelize, cipher }),
    lots: createLotStore(sequelize),
    notes: createNoteStore({ sequelize, cipher }),
    notices: createNoticeStore({ sequelize, blindIndex }),
    observation: createObservationStore({ sequelize, cipher }),
    origins: createOriginStore(sequelize),
    packages: createPackageStore(pool),
    paused: remember(createPausedReader(pool), { forMs: PAUSES_REMEMBERED_MS, now: Date.now }),
    pauses: createPauseStore({ sequelize, cipher }),
    prints: createPrintStore({ pool, sequelize }),
    peopleRegister: createPeopleRegister({ pool, sequelize }),
    accounts: { issuer: config.loginIssuerUrl, ours: config.loginKeepsAccounts === 'true' },
    reports: createReportStore(reportModels),
    residents: createResidentStore({ sequelize, cipher, blindIndex, audit }),
    escorts: createEscortStore({ sequelize, cipher }),
    savedQueries: createSavedQueryStore({ pool, sequelize }),
    sessions: createSessionStore(sequelize),
    siteRegister: createSiteRegister(sequelize),
    sites: createSiteStore(sequelize),
    steps: createStepStore({ pool, sequelize, cipher }),
    stepEngine: createStepEngine(temporal),
    engineUrl: createEngineUrl(config),
    engineDownSince: engine.downSince,
    readiness: createReadiness(pool, { engineDownSince: engine.downSince, issuerIsAway: keys.isAway }),
    metrics: async () => ({ contentType: metrics.contentType, text: await metrics.metrics() }),
    publicUrl: config.apiPublicUrl,
    logger,
    now: () => toInstant(Date.now()),
  };
  const loops = [relay, sealer, auditWatch, engine, watch, changes];
  return {
    context,
    start: () => loops.forEach((loop) => loop.start()),
    endStreams: changes.endAll,
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
      keys.close();
      await Promise.all([duty.release(), pool.end(), relayPool.end(), sealerPool.end(), auditorPool.end(), clients.end(), sequelize.close(), reportModels.close(), temporal.connection.close()]);
    },
  };
}
