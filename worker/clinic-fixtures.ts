import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuditStore } from '../db/audit-store.js';
import { createTestDatabase, inScope, openClinic, testBlindIndex, testCipher, TODAY, type Clinic, type TestDatabase } from '../db/database-fixtures.js';
import { Visit } from '../db/door-fixtures.js';
import { createDoor, type Door } from '../db/door.js';
import type { Committed, SubmitResult } from '../db/door/submission.js';
import { newId } from '../db/new-id.js';
import { createNoticeStore } from '../db/notice-store.js';
import { createPool, type Statements } from '../db/pool.js';
import { createResidentStore } from '../db/resident-store.js';
import { createSequelize } from '../db/sequelize.js';
import type { ResidentId } from '../domain/ids.js';
import type { JourneyCommand } from '../domain/journey/commands.js';
import { command, policies } from '../domain/journey/journey-fixtures.js';
import { processView, type ProcessView } from '../domain/journey/process-view.js';
import { addDays, toInstant } from '../domain/time.js';
import { createGuangdongRegistry } from '../registries/immunization/guangdong.js';
import { createSmsChannel } from '../registries/notice-channel/sms.js';
import { startGuangdongSimulator } from '../simulators/registry-guangdong/start.js';
import { startSmsSimulator } from '../simulators/sms/start.js';
import { JOURNEYS } from '../workflows/task-queues.js';
import { advance } from '../workflows/vaccination-journey-messages.js';
import { journeyWorkflowId, VACCINATION_JOURNEY } from '../workflows/workflow-ids.js';
import { pause, testDataConverter, type WorkflowEnvironment } from '../workflows/workflow-environment-fixtures.js';
import { createWorkers, runWorkers, stopWorkers } from './create-workers.js';
import { wireActivities } from './wire-activities.js';

export const SECRET = 'a secret of sixteen or more';
const CLOCKS = { ...policies.clocks, observationMs: 400, uploadDueMs: 60_000, recordFinalAfterMs: 60_000 };

/** Test material: a site with its worker, on a real database, a real Temporal server and simulators over HTTP. */
export class ClinicUnderTest {
  readonly database: TestDatabase;
  readonly site: Clinic;
  readonly desk: Door;
  readonly env: WorkflowEnvironment;
  readonly registryUrl: string;
  readonly smsUrl: string;
  /** Of the worker, for counts. */
  readonly pool: Statements;
  private readonly residents: ReturnType<typeof createResidentStore>;
  private readonly closers: (() => Promise<unknown>)[];

  private constructor(parts: Pick<ClinicUnderTest, 'database' | 'site' | 'desk' | 'env' | 'registryUrl' | 'smsUrl' | 'pool'>, residents: ReturnType<typeof createResidentStore>, closers: (() => Promise<unknown>)[]) {
    this.database = parts.database;
    this.site = parts.site;
    this.desk = parts.desk;
    this.env = parts.env;
    this.registryUrl = parts.registryUrl;
    this.smsUrl = parts.smsUrl;
    this.pool = parts.pool;
    this.residents = residents;
    this.closers = closers;
  }

  static async open(env: WorkflowEnvironment, admin?: string): Promise<ClinicUnderTest> {
    const database = await createTestDatabase(admin);
    const site = await openClinic(database.urls, { capacity: 1_000 });
    const dataFolder = await mkdtemp(join(tmpdir(), 'clinic-'));
    const registry = await startGuangdongSimulator({ port: 0, dataFolder, secretOf: () => SECRET });
    const sms = await startSmsSimulator({ port: 0, dataFolder, apiKey: 'key', canAsk: true });
    const api = createPool({ url: database.urls.api });
    const pool = createPool({ url: database.urls.worker, max: 16 });
    const [apiModels, workerModels] = [createSequelize({ url: database.urls.api }), createSequelize({ url: database.urls.worker })];
    const rules = { cipher: testCipher, policies: () => ({ ...policies, clocks: CLOCKS }) };
    const wired = wireActivities({
      pool,
      cipher: testCipher,
      door: createDoor({ pool, ...rules }),
      notices: createNoticeStore({ sequelize: workerModels, blindIndex: testBlindIndex }),
      registry: createGuangdongRegistry({ baseUrl: registry.url, siteKey: () => ({ keyId: 'k', secret: SECRET }), timeoutMs: 1_000 }),
      sms: createSmsChannel({ baseUrl: sms.url, apiKey: 'key', canAsk: true, timeoutMs: 1_000 }),
      products: policies.products,
      template: { id: 'result', zh: '测试通知' },
    });
    const { nativeConnection: connection, workflowBundle } = env;
    const workers = await createWorkers({ ...wired, connection, namespace: env.namespace ?? 'default', dataConverter: testDataConverter, workflowBundle, graceMs: 0 });
    const running = runWorkers(workers, () => undefined);
    const residents = createResidentStore({ sequelize: apiModels, cipher: testCipher, blindIndex: testBlindIndex, audit: createAuditStore(api) });
    const closers = [
      async () => (stopWorkers(workers), running), () => registry.stop(), () => sms.stop(), () => api.end(), () => pool.end(), () => apiModels.close(),
      () => workerModels.close(), () => rm(dataFolder, { recursive: true }), () => database.drop(),
    ];
    const parts = { database, site, desk: createDoor({ pool: api, ...rules }), env, registryUrl: registry.url, smsUrl: sms.url, pool };
    return new ClinicUnderTest(parts, residents, closers);
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

  async visit(n: number): Promise<ClinicVisit> {
    return new ClinicVisit(this, await this.resident(n), n);
  }

  async control(url: string, path: string, body?: object): Promise<Record<string, unknown>> {
    const response = await fetch(`${url}/control/${path}`, body ? { method: 'POST', body: JSON.stringify(body) } : {});
    return (await response.json()) as Record<string, unknown>;
  }
}

/** One visit at the desk, each command followed by its news, as the API sends it. */
export class ClinicVisit {
  readonly visit: Visit;
  readonly clinic: ClinicUnderTest;
  private readonly n: number;

  constructor(clinic: ClinicUnderTest, residentId: ResidentId, n: number) {
    this.clinic = clinic;
    this.visit = new Visit(clinic.desk, clinic.site, residentId);
    this.n = n;
  }

  get handle() {
    return this.clinic.env.client.workflow.getHandle(journeyWorkflowId(this.visit.journeyId));
  }

  async say(next: JourneyCommand): Promise<Committed> {
    const result: SubmitResult = await this.visit.submit(next);
    if (result.kind !== 'committed') throw new Error(`${next.type}: ${JSON.stringify(result)}`);
    if (result.newsVersion !== null) await this.tell(result.newsVersion);
    return result;
  }

  async tell(version: number): Promise<void> {
    const { journeyId } = this.visit;
    await this.clinic.env.client.workflow.signalWithStart(VACCINATION_JOURNEY, {
      workflowId: journeyWorkflowId(journeyId), taskQueue: JOURNEYS, args: [{ journeyId }], signal: advance, signalArgs: [{ version }],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE', workflowIdConflictPolicy: 'USE_EXISTING',
    });
  }

  book = () => this.say(this.visit.book(this.clinic.site.slotIds[0]));
  checkIn = () => this.say(this.visit.checkIn());
  walkIn = () => this.say(this.visit.walkIn());

  /** From the code to the needle; `historyFrom: certificate` when the registry has not answered. */
  async give(archive: { oursVersion?: number; theirsVersion?: string | null; historyFrom?: 'registry' | 'certificate' } = {}): Promise<void> {
    await this.say(this.visit.identify(this.visit.residentId));
    const noteId = archive.historyFrom === 'certificate' ? newId<'note'>() : null;
    await this.say(command('confirmArchive', { oursVersion: 1, theirsVersion: null, ...archive, noteId }));
    await this.say(command('recordPrecheck', { evidenceId: newId() }));
    await this.say(command('recordConsent', { plannedDoseIds: [this.visit.plannedDoseId], evidenceId: newId() }));
    await this.say(this.visit.verify(`8410040${String(this.n).padStart(13, '0')}`));
    await this.say(this.visit.recordDose());
  }

  async release(): Promise<void> {
    await this.say(command('release'));
  }

  /** Waits until the view looks so, up to ten seconds. */
  async until(look: (view: ProcessView, state: Committed['state']) => boolean): Promise<Committed['state']> {
    for (const end = Date.now() + 10_000; ; await pause(25)) {
      const present = await this.clinic.desk.peek({ site: this.clinic.site.siteId }, this.visit.journeyId);
      if (present && look(processView(present.state), present.state)) return present.state;
      if (Date.now() > end) throw new Error(`still waiting: ${JSON.stringify(present && processView(present.state))}`);
    }
  }
}
