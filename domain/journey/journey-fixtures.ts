import checklist from '../../policies/checklist.json' with { type: 'json' };
import consentTexts from '../../policies/consent-texts.json' with { type: 'json' };
import identityTiers from '../../policies/identity-tiers.json' with { type: 'json' };
import notices from '../../policies/notices.json' with { type: 'json' };
import products from '../../policies/products.json' with { type: 'json' };
import questionnaires from '../../policies/questionnaires.json' with { type: 'json' };
import { loadEditions } from '../../config/load-schedule.js';
import type { CaseAction } from '../cases/kinds.js';
import type { CaseId, CommandId, EvidenceId, JourneyId, PlannedDoseId, ResidentId, SiteId, SlotId } from '../ids.js';
import { toAreaCode, toId } from '../ids.js';
import type { Policies } from '../policies.js';
import { instantAt, localDateOf, toLocalDate, type Instant } from '../time.js';
import { decide } from './decide.js';
import type { ChecklistEntry, DeskCommandData, JourneyCommand } from './commands.js';
import type { Decision } from './decision.js';
import type { JourneyEvent, JourneyEventType } from './events.js';
import { evolve } from './evolve.js';
import type { CaseFact, JourneyFacts, ResidentHistory } from './facts.js';
import type { JourneyState } from './state.js';
import { eventVersion } from './upcast.js';

/** Test material: one journey in a world whose facts a test may change; commands take overrides. */
export const uuid = <K extends string>(n: number) => toId<K>(`00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`);

export const JOURNEY: JourneyId = uuid(1);
export const RESIDENT: ResidentId = uuid(2);
export const SITE: SiteId = uuid(3);
export const SLOT: SlotId = uuid(4);
export const DAY = toLocalDate('2026-03-02');
export const NINE = instantAt(DAY, '09:00');
export const dose = (n: number): PlannedDoseId => uuid(100 + n);
export const evidence: EvidenceId = uuid(50);

const clocks = {
  noShowAfterMs: null, observationMs: 1_800_000, observationAlarmMs: 600_000, uploadDueMs: 86_400_000, recordFinalAfterMs: null, healthCodeValidMs: 60_000, lookUpWaitMs: 300,
  registryDueMs: 86_400_000, caseDueMs: 86_400_000, caseAtDeskDueMs: 300_000, caseClaimMs: 600_000, identitySettleMs: 86_400_000, identityFallBackMs: 600_000,
  noticeQuietHours: null, noticeGiveUpMs: 259_200_000, noticeReceiptMs: 60_000,
};

export const policies: Policies = {
  clocks,
  products: products.products as Policies['products'],
  schedule: loadEditions(),
  questionnaires: questionnaires.questionnaires as Policies['questionnaires'],
  consentTexts: consentTexts.consentTexts,
  checklist: checklist.items as Policies['checklist'],
  identityTiers: identityTiers.editions as Policies['identityTiers'],
  notices,
};

export function history(overrides: Partial<ResidentHistory> = {}): ResidentHistory {
  return { version: 1, birthDate: toLocalDate('2024-06-01'), sex: 'female', doses: [], reservations: [], bookedSeries: [], ...overrides };
}

export function facts(overrides: Partial<JourneyFacts> = {}): JourneyFacts {
  return {
    policies,
    history: history(),
    slots: [{ slotId: SLOT, siteId: SITE, day: DAY, startsAt: NINE, endsAt: instantAt(DAY, '10:00'), capacity: 5, taken: 0, vaccines: policies.products.map((p) => p.vaccine) }],
    lot: { productId: 'mmr', lot: 'L1', expiresOn: toLocalDate('2027-01-01'), status: 'usable' },
    package: { uses: 0, openedAt: null },
    healthCode: { healthCodeId: uuid(60), residentId: RESIDENT, status: 'normal', attribute: 'formal', version: 1, jtiUsed: false },
    holder: { residentId: RESIDENT, withoutNumber: false, nameAgrees: null, motherAgrees: null },
    escort: null,
    nameAgrees: null,
    issuerAway: false,
    registryPaused: false,
    archive: { version: 1, known: false },
    theirs: null,
    undo: null,
    supervisorCase: null,
    grants: [],
    switched: { switchedOnOn: toLocalDate('2022-12-31'), switchedOffOn: null },
    siteId: SITE,
    areaCode: toAreaCode('440103'),
    freshCaseIds: Array.from({ length: 8 }, (_, n) => uuid<'case'>(900 + n)) as CaseId[],
    ...overrides,
  };
}

const PLAN = { plannedDoseId: dose(1), productId: 'mmr', doseNumber: 1 };

/** Nothing speaks against anything. */
export const allNo = (): Record<string, boolean> => Object.fromEntries(policies.questionnaires.flatMap(({ questions }) => questions).map(({ id, stopsWhen }) => [id, !stopsWhen]));

/** Every item ticked by staff, for this product; `bodySite` is the first that its leaflet allows unless it is said. */
export function checklistItems(productId: string, bodySite?: string, at: Instant = NINE): ChecklistEntry[] {
  const product = policies.products.find((candidate) => candidate.productId === productId);
  const values: Record<string, string | undefined> = { dose: product?.doseText, 'body-site': bodySite ?? product?.bodySites[0], route: product?.routes[0] };
  return policies.checklist.filter((item) => item.by === 'staff').map((item) => ({ item: item.id, value: values[item.id] ?? 'ok', source: 'manual', staffId: 's1', at }));
}

const productOf = (overrides: object) => ('productId' in overrides && typeof overrides.productId === 'string' ? overrides.productId : 'mmr');

/** A valid command of each type for `JOURNEY`, on its planned dose 1. */
export function command<T extends keyof DeskCommandData>(type: T, overrides: Partial<DeskCommandData[T]> = {}): JourneyCommand {
  const at = NINE;
  const who = { residentId: RESIDENT, siteId: SITE, areaCode: toAreaCode('440103'), channel: 'site' };
  const valid: DeskCommandData = {
    book: { ...who, slotId: SLOT, doses: [PLAN] },
    walkIn: { ...who, doses: [PLAN] },
    reschedule: { slotId: SLOT },
    cancel: { noteId: null },
    checkIn: { siteId: SITE },
    identify: { means: 'dynamic-code', healthCodeId: uuid(60), codeVersion: 1, jti: 'j1', expiresAt: (at + 60_000 * 600) as Instant, readBackMatches: true },
    confirmArchive: { oursVersion: 1, theirsVersion: null, historyFrom: 'registry', take: {}, noteId: null },
    recordPrecheck: { decision: 'go', questionnaire: 'general-2023', answers: allNo(), deferUntil: null, advised: true, doses: [], evidenceId: evidence },
    planDose: { dose: { plannedDoseId: dose(2), productId: 'hepb-10', doseNumber: 1 } },
    dropDose: { plannedDoseId: dose(1) },
    recordConsent: { plannedDoseIds: [dose(1)], consentText: 'nip-consent@2023-1', relation: 'mother', escortAuthorisationId: null, informed: ['product', 'effect', 'contraindications', 'cautions', 'reactions', 'compensation'], evidenceId: evidence },
    recordPayment: { plannedDoseId: dose(1), amountFen: 100, method: 'cash' },
    verify: { plannedDoseId: dose(1), traceCode: '84100400000000000001', productId: 'mmr', lot: 'L1', items: checklistItems(productOf(overrides)), vaccinatorConfirmed: true, residentConfirmation: { by: 'guardian', how: 'second-screen' }, evidenceId: evidence },
    recordDose: { plannedDoseId: dose(1), lot: 'L1', bodySite: 'left-upper-arm', route: 'SC', givenAt: at, by: 'N-204' },
    reportUnverifiedDose: { plannedDoseId: dose(1), notPlanned: null, lot: 'L1', traceCode: '84100400000000000001', bodySite: 'left-upper-arm', route: 'SC', givenAt: at, by: 'N-204', noteId: uuid(70) },
    correctOwnDose: { plannedDoseId: dose(1), bodySite: 'right-upper-arm', route: 'SC', givenAt: at, by: 'N-204', noteId: uuid(70) },
    notGiven: { plannedDoseId: dose(1), reason: 'refused', packageOpened: false, injected: false, noteId: null },
    reportReaction: { plannedDoseId: null, severity: 'mild', evidenceId: evidence },
    reportLeft: { noteId: null },
    release: { early: false, noteId: null },
  };
  return { type, data: { ...valid[type], ...overrides } } as JourneyCommand;
}

/** A journey under test: commands go in, its log and state are kept, as the door would. */
export class JourneyUnderTest {
  state: JourneyState | null = null;
  log: JourneyEvent[] = [];
  world: JourneyFacts;
  now: Instant;

  constructor(world: Partial<JourneyFacts> = {}, now: Instant = NINE) {
    this.world = facts(world);
    this.now = now;
  }

  send(next: JourneyCommand): Decision {
    const freshCaseIds = this.world.freshCaseIds.map((_, n) => uuid<'case'>(10_000 + this.log.length * 16 + n));
    const decision = decide(JOURNEY, this.state, next, { ...this.world, freshCaseIds }, this.now);
    if (decision.ok) for (const event of decision.events) this.append(event);
    return decision;
  }

  /** Sends commands that must be accepted. */
  through(...commands: JourneyCommand[]): this {
    for (const next of commands) {
      const decision = this.send(next);
      if (!decision.ok) throw new Error(`${next.type} was refused: ${JSON.stringify(decision.refusal)}`);
    }
    return this;
  }

  at(now: Instant): this {
    this.now = now;
    return this;
  }

  /** The state, which is there after the first command. */
  get current(): JourneyState {
    if (!this.state) throw new Error('the journey has not begun');
    return this.state;
  }

  private append(happened: { type: string; data: unknown }): void {
    const event = { ...happened, v: eventVersion(happened.type as JourneyEventType), at: this.now, commandId: uuid<'command'>(7) as CommandId, actor: { kind: 'process' }, station: null } as JourneyEvent;
    this.state = evolve(JOURNEY, this.state, event);
    this.log.push(event);
  }
}

/** Found by the registry: nobody of that name yet. */
export const foundNone = (state: JourneyState): JourneyCommand => ({
  type: 'foundArchive',
  data: { askedVersion: state.lookUp?.askedVersion ?? 0, outcome: 'none', registryVersion: null, fields: {}, evidenceId: null },
});

/** A walk-in that has come as far as the checklist. */
export function cleared(world: Partial<JourneyFacts> = {}): JourneyUnderTest {
  const journey = new JourneyUnderTest(world).through(command('walkIn'), command('identify'));
  return journey.through(foundNone(journey.current), command('confirmArchive'), command('recordPrecheck'), command('recordConsent'));
}

/** One dose given and an archive asked for: the registry has nobody yet. */
/** A case as the door reads its row: another person has proposed this action. */
export function supervisorCase(caseId: CaseId, action: CaseAction, change: Partial<CaseFact> = {}): CaseFact {
  return { caseId, version: 1, sameSince: 1, claim: null, proposal: { action, by: 'S-2', at: NINE, noteId: uuid(73) }, ...change };
}

export const givenDose = (): JourneyUnderTest => cleared().through(command('verify'), command('recordDose'));

export const dayOf = localDateOf;
