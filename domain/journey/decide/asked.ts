import { CASES, type CaseKind } from '../../cases/kinds.js';
import type { PlannedDoseId } from '../../ids.js';
import type { Product } from '../../policies.js';
import type { Refusal } from '../../refusals.js';
import { isSwitchedOn } from '../../sites/site-plan.js';
import type { Instant, LocalDate } from '../../time.js';
import type { Relied } from '../claims.js';
import type { DeskCommandData, DoseRequest, FindingData, SupervisorCommandData } from '../commands.js';
import type { OpenedCase } from '../decision.js';
import type { DosePlan, Happened, TakenFields } from '../events.js';
import type { JourneyFacts, ResidentHistory } from '../facts.js';
import type { JourneyState } from '../state.js';

type CommandData = DeskCommandData & SupervisorCommandData & FindingData;

/** One command on one journey, with all that may be known when it is decided. */
export type Asked<T extends keyof CommandData> = { state: JourneyState; data: CommandData[T]; facts: JourneyFacts; now: Instant };

/** A command that begins a journey. */
export type AskedFirst<T extends 'book' | 'walkIn'> = Omit<Asked<T>, 'state'>;

export function productOf(facts: JourneyFacts, productId: string): Product | undefined {
  return facts.policies.products.find((product) => product.productId === productId);
}

export function planOf(product: Product, { plannedDoseId, doseNumber }: DoseRequest): DosePlan {
  const { productId, vaccine, series, live } = product;
  return { plannedDoseId, productId, vaccine, series, doseNumber, live };
}

/** Sites switch on one by one, dated (Notice of 2022, G2): no visit begins at one that is off on that day. What has begun goes on. */
export function notSwitchedOn({ switched }: JourneyFacts, day: LocalDate): Refusal | null {
  return switched && isSwitchedOn(switched, day) ? null : { code: 'site-not-switched-on', day };
}

/** The history that a decision about a resident rests on; reading it without saying so would let two sites pass each other. */
export function reliesOn(state: { residentId: JourneyState['residentId'] }, history: ResidentHistory): Relied[] {
  return [{ kind: 'resident-history', id: state.residentId, version: history.version }];
}

/** Each field's side as decided, under a content version of its own: the registry answers an old one as it did before. */
export function fieldsTaken({ fields }: Pick<JourneyState, 'fields'>, take: TakenFields): Happened {
  return { type: 'fieldsTaken', data: { contentVersion: (fields?.contentVersion ?? 0) + 1, take } };
}

/** A case and the event that flags it, opened together; `index` picks one of the fresh ids. */
export function openCase({ state, facts, now }: Asked<never>, kind: CaseKind, plannedDoseId: PlannedDoseId | null, index = 0): { event: Happened; opened: OpenedCase } {
  const caseId = facts.freshCaseIds[index];
  if (!caseId) throw new RangeError('not enough fresh case ids');
  const { residentId, siteId, areaCode } = state;
  const { caseDueMs, caseAtDeskDueMs } = facts.policies.clocks;
  const dueMs = CASES[kind].due === 'at-desk' ? caseAtDeskDueMs : caseDueMs;
  return {
    event: { type: 'caseOpened', data: { caseId, kind, plannedDoseId } },
    opened: { caseId, kind, plannedDoseId, residentId, siteId, areaCode, dueAt: (now + dueMs) as Instant },
  };
}
