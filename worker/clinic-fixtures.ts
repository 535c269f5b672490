import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { createRelay, type Relay } from '../api/relay.js';
import { createSignalProcess } from '../api/signal-process.js';
import type { AskAgain } from '../activities/pause-gate.js';
import type { RecallBatch } from '../activities/recall-activities.js';
import { createAuditStore } from '../db/audit-store.js';
import { createTestDatabase, inScope, openClinic, testBlindIndex, testCipher, TODAY, type Clinic, type TestDatabase } from '../db/database-fixtures.js';
import type { Desk } from '../db/door-fixtures.js';
import { createCaseStore } from '../db/case-store.js';
import { createDoor, type Door, type DoorOptions } from '../db/door.js';
import { createNewsStore } from '../db/news-store.js';
import { createNoticeStore } from '../db/notice-store.js';
import { createPool, type Statements } from '../db/pool.js';
import { createResidentStore, type ResidentStore } from '../db/resident-store.js';
import { createSequelize } from '../db/sequelize.js';
import type { ResidentId } from '../domain/ids.js';
import { policies } from '../domain/journey/journey-fixtures.js';
import type { Clocks, Policies } from '../domain/policies.js';
import { addDays, toInstant } from '../domain/time.js';
import { createGuangdongRegistry } from '../registries/immunization/guangdong.js';
import { createSmsChannel } from '../registries/notice-channel/sms.js';
import { startIdentityAuthoritiesSimulator } from '../simulators/identity-authorities/start.js';
import { startGuangdongSimulator } from '../simulators/registry-guangdong/start.js';
import { startSmsSimulator } from '../simulators/sms/start.js';
import { testDataConverter, type WorkflowEnvironment } from '../workflows/workflow-environment-fixtures.js';
import { AUTHORITY_KEYS } from './authority-fixtures.js';
import { ClinicVisit } from './clinic-visit-fixtures.js';
import { createWorkers, runWorkers, stopWorkers } from './create-workers.js';
import { createFigureReport, type FigureReport } from './report-figures.js';
import { createIdentityCheckStore } from '../db/identity-check-store.js';
import { testAuthorities } from './authority-fixtures.js';
import { createRunningOf } from './running-workflows.js';
import { wireActivities } from './wire-activities.js';

export const SECRET = 'a secret of sixteen or more';
export const SMS_API_KEY = 'key';
export const CLOCKS: Clocks = { ...policies.clocks, observationMs: 400, uploadDueMs: 60_000, recordFinalAfterMs: 60_000 };

type Parts = {
  database: TestDatabase;
  site: Clinic;
  client: Client;
  registryUrl: string;
  smsUrl: string;
  identityUrl: string;
  dataFolder: string;
  closers: (() => Promise<unknown>)[];
};

/** Test material: a site with its desk on a real database, and simulators over HTTP. Who works for it is started beside it. */
export class ClinicUnderTest {
  readonly database: TestDatabase;
  readonly site: Clinic;
  readonly client: Client;
  readonly registryUrl: string;
  readonly smsUrl: string;
  readonly identityUrl: string;
  readonly dataFolder: string;
  readonly desk: Door;
  /** Brings news to the workflows as the API does; its loop runs once it is started. */
  readonly relay: Relay;
  readonly deskPool: Statements;
  /** In force for whatever the door decides next; instants that stand are not moved. */
  clocks: Clocks = CLOCKS;
  readonly residents: ResidentStore;
  /** Of the worker that was started last; its turns come when a test wants them. */
  report: Pick<FigureReport, 'turn'> = { turn: async () => undefined };
  private readonly closers: Parts['closers'];

  private constructor({ database, site, client, registryUrl, smsUrl, identityUrl, dataFolder, closers }: Parts) {
    this.database = database;
    this.site = site;
    this.client = client;
    this.registryUrl = registryUrl;
    this.smsUrl = smsUrl;
    this.identityUrl = identityUrl;
    this.dataFolder = dataFolder;
    this.deskPool = createPool({ url: database.urls.api });
    this.desk = createDoor({ pool: this.deskPool, ...this.rules });
    const models = createSequelize({ url: database.urls.api });
    this.residents = createResidentStore({ sequelize: models, cipher: testCipher, blindIndex: testBlindIndex, audit: createAuditStore(this.deskPool) });
    const relayPool = createPool({ url: database.urls.relay, max: 2 });
    this.relay = createRelay({ news: createNewsStore(relayPool), signal: createSignalProcess(client), onBacklog: () => undefined, onError: () => undefined });
    this.closers = [() => this.relay.stop(), () => relayPool.end(), () => models.close(), () => this.deskPool.end(), ...closers];
  }

  /** With a worker in this process. */
  static async open(env: WorkflowEnvironment, admin?: string): Promise<ClinicUnderTest> {
    const clinic = await ClinicUnderTest.openWithoutWorker(env.client, admin);
    await clinic.startWorker(env);
    return clinic;
  }

  static async openWithoutWorker(client: Client, admin?: string): Promise<ClinicUnderTest> {
    const database = await createTestDatabase(admin);
    const site = await openClinic(database.urls, { capacity: 1_000 });
    const dataFolder = await mkdtemp(join(tmpdir(), 'clinic-'));
    const registry = await startGuangdongSimulator({ port: 0, dataFolder, secretOf: () => SECRET });
    const sms = await startSmsSimulator({ port: 0, dataFolder, apiKey: SMS_API_KEY, canAsk: true });
    const authorities = await startIdentityAuthoritiesSimulator({ port: 0, dataFolder, keys: AUTHORITY_KEYS });
    const closers = [() => registry.stop(), () => sms.stop(), () => authorities.stop(), () => rm(dataFolder, { recursive: true }), () => database.drop()];
    return new ClinicUnderTest({ database, site, client, registryUrl: registry.url, smsUrl: sms.url, identityUrl: authorities.url, dataFolder, closers });
  }

  get rules(): Omit<DoorOptions, 'pool'> {
    return { cipher: testCipher, blindIndex: testBlindIndex, policies: () => this.policies };
  }

  private get policies(): Policies {
    return { ...policies, clocks: this.clocks, notices: { channels: ['sms'], templates: [{ id: 'result', zh: '测试通知', en: 'test' }] } };
  }

  /** Works until it is stopped or the clinic closes. `through`: addresses that lead to the simulators. */
  async startWorker(env: WorkflowEnvironment, { through = this, askAgain, recallBatch }: { through?: { registryUrl: string; smsUrl: string; identityUrl: string }; askAgain?: AskAgain; recallBatch?: RecallBatch } = {}): Promise<() => Promise<void>> {
    const pool = createPool({ url: this.database.urls.worker, max: 16 });
    const models = createSequelize({ url: this.database.urls.worker });
    const wired = wireActivities({
      pool,
      cipher: testCipher,
      blindIndex: testBlindIndex,
      door: createDoor({ pool, ...this.rules }),
      cases: createCaseStore({ sequelize: models, cipher: testCipher }),
      policies: async () => this.policies,
      tiersOf: async () => policies.identityTiers,
      notices: createNoticeStore({ sequelize: models, blindIndex: testBlindIndex }),
      registry: createGuangdongRegistry({ baseUrl: through.registryUrl, siteKey: () => ({ keyId: 'k', secret: SECRET }), timeoutMs: 1_000 }),
      channels: new Map([['sms', createSmsChannel({ baseUrl: through.smsUrl, apiKey: SMS_API_KEY, canAsk: true, timeoutMs: 1_000 })]]),
      authorities: testAuthorities(through.identityUrl),
      identities: createIdentityCheckStore({ sequelize: models, cipher: testCipher }),
      runningOf: createRunningOf(this.client),
      ...(askAgain && { askAgain }),
      recallBatch,
    });
    const { nativeConnection: connection, workflowBundle } = env;
    const workers = await createWorkers({ ...wired, connection, namespace: env.namespace ?? 'default', dataConverter: testDataConverter, workflowBundle, graceMs: 0 });
    const running = runWorkers(workers, () => undefined);
    this.report = createFigureReport({ ...wired.figures, now: Date.now, onError: () => undefined });
    let stopped: Promise<void> | null = null;
    const stop = () => (stopped ??= (stopWorkers(workers), running).then(() => Promise.all([pool.end(), models.close()])).then(() => undefined));
    this.closers.unshift(stop);
    return stop;
  }

  async close(): Promise<void> {
    for (const close of this.closers) await close();
  }

  /** Somebody with a phone and a number, born two years ago. */
  async resident(n: number): Promise<ResidentId> {
    const birthDate = addDays(TODAY(), -700);
    const registered = await this.residents.register({ site: this.site.siteId }, {
      name: `测试${n}`, phone: `138${String(n).padStart(8, '0')}`, sex: 'female', birthDate,
      identifiers: [{ type: 'birth-certificate', number: `T${String(n).padStart(9, '0')}` }], site: this.site.siteId, until: toInstant(Date.now() + 86_400_000),
    });
    if (!registered.ok) throw new Error('taken');
    await inScope(this.database.urls.api, { resident: registered.residentId }, 'insert into health_codes (id, resident_id) values ($1, $1)', [registered.residentId]);
    return registered.residentId;
  }

  /** The visit of resident `n`, at the clinic's desk or another. */
  async visit(n: number, desk: Desk = this.desk): Promise<ClinicVisit> {
    return new ClinicVisit(this, await this.resident(n), n, desk);
  }

  /** As a superuser, outside every scope. */
  rows<T extends object>(sql: string, values: unknown[] = []): Promise<(T & Record<string, unknown>)[]> {
    return inScope<T & Record<string, unknown>>(this.database.adminUrl, null, sql, values);
  }

  registry = (path: string, body?: object) => control(this.registryUrl, path, body);
  sms = (path: string, body?: object) => control(this.smsUrl, path, body);

  /** Ends all faults of the registry. */
  async mendRegistry(): Promise<void> {
    await fetch(`${this.registryUrl}/control/faults`, { method: 'DELETE' });
  }
}

async function control(url: string, path: string, body?: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${url}/control/${path}`, body ? { method: 'POST', body: JSON.stringify(body) } : {});
  return (await response.json()) as Record<string, unknown>;
}
