import { Visit, type Desk } from '../db/door-fixtures.js';
import type { Committed, StoredJourney } from '../db/door/submission.js';
import { newId } from '../db/new-id.js';
import type { CaseAction, CaseKind } from '../domain/cases/kinds.js';
import type { CaseId, PlannedDoseId, ResidentId } from '../domain/ids.js';
import type { JourneyCommand } from '../domain/journey/commands.js';
import { checklistItems, command, policies } from '../domain/journey/journey-fixtures.js';
import type { TakenFields } from '../domain/journey/events.js';
import { processView, type ProcessView } from '../domain/journey/process-view.js';
import { toInstant, type Instant, type LocalDate } from '../domain/time.js';
import { pause } from '../workflows/workflow-environment-fixtures.js';
import { journeyWorkflowId, VACCINATION_JOURNEY } from '../workflows/workflow-ids.js';
import type { ClinicUnderTest } from './clinic-fixtures.js';

type Archive = { oursVersion?: number; theirsVersion?: string | null; historyFrom?: 'registry' | 'certificate'; take?: TakenFields };

type Wanted = { plannedDoseId: PlannedDoseId; productId: string };

/** Test material: one visit at the desk, each command followed by its news, as the API sends it. */
export class ClinicVisit {
  readonly visit: Visit;
  readonly clinic: ClinicUnderTest;
  readonly n: number;
  /** What becomes of the news of a command; a test may lose or repeat it. */
  news = (version: number, day: LocalDate): void => this.clinic.relay.tell({ process: VACCINATION_JOURNEY, id: this.journeyId, version, day });
  /** Of the packages that it gets. */
  lot = 'L1';
  private packages = 0;

  constructor(clinic: ClinicUnderTest, residentId: ResidentId, n: number, desk: Desk) {
    this.clinic = clinic;
    this.visit = new Visit(desk, clinic.site, residentId);
    this.n = n;
  }

  /** Another visit of the same resident. */
  again(): ClinicVisit {
    return new ClinicVisit(this.clinic, this.visit.residentId, this.n, this.visit.door);
  }

  get journeyId() {
    return this.visit.journeyId;
  }

  get handle() {
    return this.clinic.client.workflow.getHandle(journeyWorkflowId(this.journeyId));
  }

  async say(next: JourneyCommand, desk = this.visit.door): Promise<Committed> {
    const result = await desk.submit(this.visit.submission(next));
    if (result.kind !== 'committed') throw new Error(`${next.type}: ${JSON.stringify(result)}`);
    if (result.newsVersion !== null) this.news(result.newsVersion, result.state.day);
    return result;
  }

  book = () => this.say(this.visit.book(this.clinic.site.slotIds[0]));
  checkIn = () => this.say(this.visit.checkIn());
  walkIn = () => this.say(this.visit.walkIn());
  identify = () => this.say(this.visit.identify(this.visit.residentId));

  /** From the code to the needle; `historyFrom: certificate` when the registry has not answered. */
  async give(archive: Archive = {}): Promise<void> {
    await this.prepare(archive);
    await this.vaccinate();
  }

  /** From the code to the consent to every planned dose. */
  async prepare(archive: Archive = {}): Promise<void> {
    await this.identify();
    const noteId = archive.historyFrom === 'certificate' ? newId<'note'>() : null;
    const { state } = await this.say(command('confirmArchive', { oursVersion: 1, theirsVersion: null, ...archive, noteId }));
    await this.say(command('recordPrecheck', { evidenceId: newId() }));
    await this.say(command('recordConsent', { plannedDoseIds: state.doses.map(({ plannedDoseId }) => plannedDoseId), evidenceId: newId() }));
  }

  /** Checklist and needle, with a package of its own. */
  async vaccinate(dose: Wanted = this.visit, givenAt?: Instant): Promise<void> {
    const place = await this.verify(dose);
    await this.inject({ ...dose, ...place, ...(givenAt !== undefined && { givenAt }) });
  }

  /** Where the dose is to go in. */
  async verify({ plannedDoseId, productId }: Wanted = this.visit): Promise<{ bodySite: string; route: string }> {
    const product = policies.products.find((candidate) => candidate.productId === productId);
    const { bodySites = [], routes: [route = ''] = [] } = product ?? {};
    const bodySite = bodySites.at(-1 - (this.packages % bodySites.length)) ?? ''; // vaccines given together: different sites
    const traceCode = `${product?.tracePrefix}${String(this.n).padStart(10, '0')}${String((this.packages += 1)).padStart(3, '0')}`;
    await this.say(command('verify', { plannedDoseId, productId, lot: this.lot, traceCode, items: checklistItems(productId, bodySite), evidenceId: newId() }));
    return { bodySite, route };
  }

  async inject({ plannedDoseId = this.visit.plannedDoseId, bodySite, route, givenAt = toInstant(Date.now() - 1_000), desk }: Partial<Wanted> & { bodySite: string; route: string; givenAt?: Instant; desk?: Desk }): Promise<void> {
    await this.say(command('recordDose', { plannedDoseId, lot: this.lot, bodySite, route, givenAt }), desk);
  }

  /** A supervisor decides the open case of this kind, as another person has proposed it. */
  async decide(kind: CaseKind, action: CaseAction): Promise<Committed> {
    const [open] = await this.clinic.rows<{ id: CaseId; version: number }>(`select id, version from cases where journey_id = $1 and kind = $2 and status = 'open'`, [this.journeyId, kind]);
    if (!open) throw new Error(`no open case of ${kind}`);
    const proposal = { action, by: 'S-2', at: Date.now(), noteId: newId() };
    await this.clinic.rows('update cases set proposal = $2 where id = $1', [open.id, JSON.stringify(proposal)]);
    return this.say({ type: 'resolveCase', data: { caseId: open.id, caseVersion: open.version, action, by: 'S-1', noteId: newId() } });
  }

  /** Asks to have the last decision about the archive reversed. */
  async undo(action: CaseAction): Promise<Committed> {
    const [resolved] = await this.clinic.rows<{ id: CaseId; version: number }>(`select id, version from cases where journey_id = $1 and status = 'resolved' and action = $2`, [this.journeyId, action]);
    if (!resolved) throw new Error(`no case decided by ${action}`);
    return this.say({ type: 'askUndo', data: { caseId: resolved.id, caseVersion: resolved.version, action, by: 'S-2', noteId: newId(), oursMoved: false } });
  }

  release = (desk?: Desk) => this.say(command('release'), desk);

  /** Waits for upload, notice and observation, lets the resident go and sees the workflow end. */
  async finish(withinMs?: number): Promise<void> {
    await this.until((view) => view.uploads.length === 0 && view.notice === null && view.observeUntil === null, withinMs);
    await this.release();
    await this.handle.result();
  }

  /** Waits until the view looks so, up to `withinMs`; whichever release wrote the state. */
  async until(look: (view: ProcessView, state: Committed['state']) => boolean, withinMs = 30_000): Promise<Committed['state']> {
    for (const end = Date.now() + withinMs; ; await pause(25)) {
      const present = await this.clinic.deskPool.call<StoredJourney | null>('peek_v1', { scope: { site: this.clinic.site.siteId }, journeyId: this.journeyId });
      if (present && look(processView(present.state), present.state)) return present.state;
      if (Date.now() > end) throw new Error(`still waiting: ${JSON.stringify(present && processView(present.state))}`);
    }
  }
}
