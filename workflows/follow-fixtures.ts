import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { ArchiveActivities } from '../activities/archive-activities.js';
import type { JourneyActivities, SeenView } from '../activities/journey-activities.js';
import type { NoticeActivities } from '../activities/notice-activities.js';
import type { UploadActivities } from '../activities/upload-activities.js';
import { newId } from '../db/new-id.js';
import type { JourneyId, NoticeId, PlannedDoseId } from '../domain/ids.js';
import type { DeskCommandData, Finding, JourneyCommand } from '../domain/journey/commands.js';
import { checklistItems, command, facts, JourneyUnderTest, policies, SITE, SLOT } from '../domain/journey/journey-fixtures.js';
import { processView, type ProcessView } from '../domain/journey/process-view.js';
import type { Clocks } from '../domain/policies.js';
import { localDateOf, toInstant, toLocalDate, type Instant } from '../domain/time.js';
import { advance, type Advance } from './news-messages.js';
import { JOURNEYS } from './task-queues.js';
import type { VaccinationJourneyInput } from './vaccination-journey-messages.js';
import { journeyWorkflowId, VACCINATION_JOURNEY } from './workflow-ids.js';

export type AllActivities = ArchiveActivities & UploadActivities & NoticeActivities & JourneyActivities;

export const SLOT_MS = 600_000;
/** Short clocks, so that no test waits longer than a second; the workflow only ever sees instants. */
const CLOCKS: Partial<Clocks> = { observationMs: 400, uploadDueMs: 60_000, recordFinalAfterMs: 60_000, noShowAfterMs: 60_000 };

/**
 * One journey under the real rules, in the place of the door: the desk's commands and the findings of its activities pass `decide`, and a
 * change of view signals the workflow. What the outside answers is the test's, by override.
 */
export class JourneyAtDesk {
  readonly journeyId: JourneyId = newId<'journey'>();
  readonly calls: string[] = [];
  /** While false, news stays unsent: a lost signal. */
  signals = true;
  private readonly client: Client;
  private readonly journey: JourneyUnderTest;

  constructor(client: Client, clocks: Partial<Clocks> = {}) {
    this.client = client;
    const now = toInstant(Date.now());
    const slot = { slotId: SLOT, siteId: SITE, day: localDateOf(now), startsAt: now, endsAt: toInstant(now + SLOT_MS), capacity: 5, taken: 0, vaccines: policies.products.map((p) => p.vaccine) };
    const lot = { productId: 'mmr', lot: 'L1', expiresOn: toLocalDate('2099-01-01'), status: 'usable' as const };
    const world = facts({ slots: [slot], lot, policies: { ...policies, clocks: { ...policies.clocks, ...CLOCKS, ...clocks } } });
    this.journey = new JourneyUnderTest(world, now);
  }

  get state() {
    return this.journey.current;
  }

  get handle() {
    return this.client.workflow.getHandle(journeyWorkflowId(this.journeyId));
  }

  seen = (): SeenView => ({ version: this.state.version, view: processView(this.state) });

  /** A command of the desk, with news for the workflow when it changed the view. */
  async desk<T extends keyof DeskCommandData>(type: T, overrides: Partial<DeskCommandData[T]> = {}): Promise<void> {
    const before = this.journey.state && JSON.stringify(processView(this.state));
    const decision = this.send(command(type, overrides));
    if (!decision.ok) throw new Error(`${type} was refused: ${JSON.stringify(decision.refusal)}`);
    if (this.signals && before !== JSON.stringify(this.seen().view)) await this.tell(this.state.version);
  }

  /** News of `version`, as the API or the relay sends it. */
  async tell(version: number): Promise<void> {
    await this.client.workflow.signalWithStart<(input: VaccinationJourneyInput) => Promise<void>, [Advance]>(VACCINATION_JOURNEY, {
      workflowId: journeyWorkflowId(this.journeyId),
      taskQueue: JOURNEYS,
      args: [{ journeyId: this.journeyId }],
      signal: advance,
      signalArgs: [{ version }],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
  }

  async identify(): Promise<void> {
    await this.desk('identify', { expiresAt: toInstant(Date.now() + 60_000) });
  }

  /** From the registry's answer to the checklist. */
  async prepare(): Promise<void> {
    await this.until((view) => view.lookUp === null);
    await this.desk('confirmArchive');
    await this.desk('recordPrecheck');
    await this.desk('recordConsent', { plannedDoseIds: this.state.doses.map((planned) => planned.plannedDoseId) });
    await this.until((view) => view.createArchive === null);
  }

  async give(): Promise<void> {
    await this.desk('verify');
    await this.desk('recordDose', { givenAt: toInstant(Date.now()) });
  }

  async giveOther(plannedDoseId: PlannedDoseId, productId: string): Promise<void> {
    this.journey.world = { ...this.journey.world, lot: { productId, lot: 'L2', expiresOn: toLocalDate('2099-01-01'), status: 'usable' } };
    const { tracePrefix = '', bodySites: [, bodySite = ''] = [], routes: [route = ''] = [] } = policies.products.find((product) => product.productId === productId) ?? {};
    await this.desk('verify', { plannedDoseId, productId, lot: 'L2', traceCode: `${tracePrefix}0000000000001`, items: checklistItems(productId, bodySite) });
    await this.desk('recordDose', { plannedDoseId, lot: 'L2', bodySite, route, givenAt: toInstant(Date.now()) });
  }

  /** From the health code to the end. */
  async throughTheClinic(): Promise<void> {
    await this.identify();
    await this.prepare();
    await this.give();
    await this.until((view) => view.observeUntil === null && view.notice === null && view.uploads.length === 0);
    await this.desk('release');
    await this.handle.result();
  }

  /** Waits until the view looks so; fails after ten seconds with what it looks like instead. */
  async until(look: (view: ProcessView) => boolean): Promise<void> {
    for (const end = Date.now() + 10_000; !look(this.seen().view); await pause(10)) {
      if (Date.now() > end) throw new Error(`still waiting: ${JSON.stringify(this.seen())}`);
    }
  }

  /** Waits until a clock of this run was armed, or went off. */
  async clock(what: 'timerStartedEventAttributes' | 'timerFiredEventAttributes'): Promise<void> {
    for (const end = Date.now() + 10_000; !(await this.history()).some((event) => event[what]); await pause(10)) {
      if (Date.now() > end) throw new Error(`still waiting for ${what}`);
    }
  }

  /** Why workflow tasks of this run failed. */
  async failedTasks(): Promise<string[]> {
    return (await this.history()).flatMap(({ workflowTaskFailedEventAttributes: failed }) => (failed ? [failed.failure?.message ?? 'failed'] : []));
  }

  private async history() {
    return (await this.handle.fetchHistory()).events ?? [];
  }

  /** What was recorded, without the reads. */
  effects(): string[] {
    return this.calls.filter((call) => call !== 'readView');
  }

  async size(): Promise<{ events: number; bytes: number; workflowTasks: number }> {
    const { raw } = await this.handle.describe();
    const { events = [] } = await this.handle.fetchHistory();
    const workflowTasks = (events ?? []).filter((event) => event.workflowTaskCompletedEventAttributes).length;
    return { events: events?.length ?? 0, bytes: Number(raw.workflowExecutionInfo?.historySizeBytes), workflowTasks };
  }

  /** Kept once, as at the door: a workflow task that is lost runs its local activities again. */
  record(finding: Finding): SeenView {
    if (this.send(finding).ok) this.calls.push(finding.type);
    return this.seen();
  }

  /** Activities typed as the real ones: the registry has nobody of that name and takes everything, the notice is accepted. */
  activities(overrides: Partial<AllActivities> = {}): AllActivities {
    return {
      readView: async () => (this.calls.push('readView'), this.seen()),
      recordFinding: async ({ finding }) => this.record(finding),
      forgetStep: async ({ step }) => void this.calls.push(`forget ${step}`),
      lookUpArchive: async ({ askedVersion }) => this.record({ type: 'foundArchive', data: { askedVersion, outcome: 'none', registryVersion: null, fields: {}, evidenceId: null } }),
      createArchive: async ({ contentVersion }) => this.record({ type: 'archiveCreated', data: { contentVersion, registryVersion: '1' } }),
      bringTogether: async ({ contentVersion }) => this.record({ type: 'broughtTogether', data: { contentVersion, registryVersion: null } }),
      uploadDose: async ({ plannedDoseId, contentVersion }) => this.record({ type: 'uploaded', data: { plannedDoseId, contentVersion } }),
      sendResultNotice: async ({ contentVersion }) => this.record({ type: 'noticeDone', data: { contentVersion, noticeId: newId<'notice'>() as NoticeId, outcome: 'sent' } }),
      ...overrides,
    };
  }

  private send(next: JourneyCommand) {
    this.journey.now = Date.now() as Instant;
    return this.journey.send(next);
  }
}
