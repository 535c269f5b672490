import { createHash } from 'node:crypto';
import type { JourneyId, PlannedDoseId, ResidentId, SlotId } from '../domain/ids.js';
import { toAreaCode } from '../domain/ids.js';
import type { JourneyCommand } from '../domain/journey/commands.js';
import { command } from '../domain/journey/journey-fixtures.js';
import { toInstant } from '../domain/time.js';
import type { Door } from './door.js';
import type { Committed, Submission, SubmitResult } from './door/submission.js';
import type { Clinic } from './database-fixtures.js';
import { newId } from './new-id.js';

/** The door, or one in another process. */
export type Desk = Pick<Door, 'submit'>;

/** One visit at the door: builds submissions for one journey and expects them to be committed. */
export class Visit {
  readonly journeyId: JourneyId = newId();
  readonly plannedDoseId: PlannedDoseId = newId();
  readonly door: Desk;
  readonly clinic: Clinic;
  readonly residentId: ResidentId;
  readonly productId: string;

  constructor(door: Desk, clinic: Clinic, residentId: ResidentId, productId = 'mmr') {
    this.door = door;
    this.clinic = clinic;
    this.residentId = residentId;
    this.productId = productId;
  }

  get doses() {
    return [{ plannedDoseId: this.plannedDoseId, productId: this.productId, doseNumber: 1 }];
  }

  submission(next: JourneyCommand, overrides: Partial<Submission> = {}): Submission {
    return {
      journeyId: this.journeyId,
      command: next,
      commandId: newId(),
      key: { owner: 'test-client', key: newId(), bodyHash: createHash('sha256').update(JSON.stringify(next)).digest('hex') },
      scope: { site: this.clinic.siteId },
      actor: { kind: 'client', clientId: 'test-client' },
      station: 'desk-1',
      ...overrides,
    };
  }

  submit(next: JourneyCommand, overrides: Partial<Submission> = {}): Promise<SubmitResult> {
    return this.door.submit(this.submission(next, overrides));
  }

  /** A finding, as the workflow of this journey records it. */
  find(finding: JourneyCommand, key: string, overrides: Partial<Submission> = {}): Promise<SubmitResult> {
    return this.submit(finding, {
      key: { owner: 'process', key: `${this.journeyId}:${key}`, bodyHash: null },
      scope: { ofJourney: true },
      actor: { kind: 'process' },
      station: null,
      recordedBy: 'vaccinationJourney',
      ...overrides,
    });
  }

  async done(next: JourneyCommand, overrides: Partial<Submission> = {}): Promise<Committed> {
    return committed(await this.submit(next, overrides));
  }

  book(slotId: SlotId | undefined): JourneyCommand {
    const { siteId, areaCode } = this.clinic;
    if (!slotId) throw new Error('no such slot');
    return command('book', { residentId: this.residentId, siteId, areaCode: toAreaCode(areaCode), slotId, doses: this.doses });
  }

  walkIn(): JourneyCommand {
    const { siteId, areaCode } = this.clinic;
    return command('walkIn', { residentId: this.residentId, siteId, areaCode: toAreaCode(areaCode), doses: this.doses });
  }

  checkIn(): JourneyCommand {
    return command('checkIn', { siteId: this.clinic.siteId });
  }

  identify(healthCodeId: string, jti: string | null = newId()): JourneyCommand {
    return command('identify', { healthCodeId, codeVersion: 1, jti, expiresAt: toInstant(Date.now() + 60_000) });
  }

  verify(traceCode: string): JourneyCommand {
    return command('verify', { plannedDoseId: this.plannedDoseId, productId: this.productId, traceCode });
  }

  recordDose(route = 'SC'): JourneyCommand {
    return command('recordDose', { plannedDoseId: this.plannedDoseId, route, givenAt: toInstant(Date.now() - 1_000) });
  }

  /** As far as the checklist: walked in, identified, archive confirmed after the registry knew nobody, pre-check and consent. */
  async toChecklist(healthCodeId: string): Promise<void> {
    const { state } = await this.done(this.walkIn());
    committed(await this.find({ type: 'foundArchive', data: { askedVersion: state.lookUp?.askedVersion ?? 0, outcome: 'none', registryVersion: null, fields: {}, evidenceId: null } }, 'look-up:1'));
    await this.done(this.identify(healthCodeId));
    await this.done(command('confirmArchive', { oursVersion: 1, theirsVersion: null }));
    await this.done(command('recordPrecheck', { evidenceId: newId() }));
    await this.done(command('recordConsent', { plannedDoseIds: [this.plannedDoseId], evidenceId: newId() }));
  }
}

export function committed(result: SubmitResult): Committed {
  if (result.kind !== 'committed') throw new Error(`expected a commit, got ${JSON.stringify(result)}`);
  return result;
}
