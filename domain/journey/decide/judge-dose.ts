import { editionOf, findIneligibility, judgeEligibility } from '../../schedule/eligibility.js';
import { localDateOf, type LocalDate } from '../../time.js';
import type { OpenedCase } from '../decision.js';
import type { DosePlan, Happened } from '../events.js';
import type { ResidentHistory } from '../facts.js';
import { isDone, type JourneyState, type PlannedDose } from '../state.js';
import { openCase, type Asked } from './asked.js';

type Judging = Pick<Asked<never>, 'state' | 'facts' | 'now'>;
type Judged = { events: Happened[]; cases: OpenedCase[] };
type Verdict = Omit<Happened<'eligibilityFound'>['data'], 'plannedDoseId'>;

/**
 * Whether planned doses may be given today, as events that the gate `eligible` reads. Where the identity differs a dose goes on only if it is
 * eligible under both values of each differing field and the history is known (architecture, section 3); else nobody can verify it, and a
 * doctor decides in the case that is opened.
 */
export function judgeDoses(asked: Judging, doses: readonly DosePlan[], historyKnown: boolean): Judged {
  const judged: Judged = { events: [], cases: [] };
  for (const plan of doses) {
    const verdict = judge(asked, plan, historyKnown);
    judged.events.push({ type: 'eligibilityFound', data: { plannedDoseId: plan.plannedDoseId, ...(verdict ?? unverifiable(asked, plan)) } });
    if (verdict) continue;
    const { event, opened } = openCase(asked as Asked<never>, 'cannot-verify', plan.plannedDoseId, judged.cases.length);
    judged.events.push(event);
    judged.cases.push(opened);
  }
  return judged;
}

/**
 * Facts have arrived: what is still to be given is judged again, and a dose that was given and should not have been is a case (hazard H4).
 * `birthDate`: the one that holds from now on.
 */
export function judgeAgain(asked: Judging, { birthDate }: { birthDate?: LocalDate } = {}): Judged {
  const { state, facts } = asked;
  if (!state.archive || !facts.history) return { events: [], cases: [] };
  const history = birthDate ? { ...facts.history, birthDate } : facts.history;
  const open = state.doses.filter((dose) => !isDone(dose) && dose.eligible !== null);
  const events = open.map((dose): Happened => ({ type: 'eligibilityFound', data: { plannedDoseId: dose.plannedDoseId, ...verdictOn(asked, dose, { history, historyKnown: true }) } }));
  const judged: Judged = { events, cases: [] };
  for (const dose of state.doses.filter((given) => wasWrong(asked, given, history))) {
    const { event, opened } = openCase(asked as Asked<never>, 'dose-found-invalid', dose.plannedDoseId, judged.cases.length);
    judged.events.push(event);
    judged.cases.push(opened);
  }
  return judged;
}

/** Null when nobody can say. */
function judge(asked: Judging, plan: DosePlan, historyKnown: boolean): Verdict | null {
  const { state, facts } = asked;
  if (!facts.history || !historyKnown) return null;
  const known = isOfThisPerson(state);
  const ours = verdictOn(asked, plan, { history: facts.history, historyKnown: known });
  if (state.lookUp?.outcome !== 'differs') return ours;
  if (!facts.theirs) return null; // several candidates: there are no two values to judge by
  const theirs = verdictOn(asked, plan, { history: { ...facts.history, birthDate: facts.theirs.birthDate }, historyKnown: known });
  return ours.eligible === theirs.eligible ? ours : null;
}

/** The registry has answered, and what it knows of this person is in the history. */
function isOfThisPerson({ lookUp }: JourneyState): boolean {
  return lookUp !== null && lookUp.outcome !== null && lookUp.outcome !== 'differs';
}

function wasWrong(asked: Judging, dose: PlannedDose, history: ResidentHistory): boolean {
  if (!dose.given || asked.state.cases.some(({ kind, plannedDoseId }) => kind === 'dose-found-invalid' && plannedDoseId === dose.plannedDoseId)) return false;
  const { schedule } = asked.facts.policies;
  return findIneligibility({ plan: dose, ownDoseIds: ownIds(asked.state), history: before(history, dose.given.givenAt), historyKnown: false, schedule, on: localDateOf(dose.given.givenAt) }) !== null;
}

/** What was given later says nothing against a dose. */
function before(history: ResidentHistory, givenAt: Parameters<typeof localDateOf>[0]): ResidentHistory {
  const day = localDateOf(givenAt);
  return { ...history, reservations: [], doses: history.doses.filter((dose) => dose.givenOn <= day) };
}

function verdictOn({ state, facts, now }: Judging, plan: DosePlan, { history, historyKnown }: { history: ResidentHistory; historyKnown: boolean }): Verdict {
  const { schedule } = facts.policies;
  const { refusal, edition } = judgeEligibility({ plan, ownDoseIds: ownIds(state), history, historyKnown, schedule, on: localDateOf(now) });
  const earliestOn = refusal && 'earliestOn' in refusal ? refusal.earliestOn : null;
  return { eligible: !refusal, rule: refusal ? refusal.code : 'none', edition, earliestOn };
}

function unverifiable({ facts, now }: Judging, { vaccine }: DosePlan): Verdict {
  return { eligible: false, rule: 'cannot-verify', edition: editionOf(facts.policies.schedule, vaccine, localDateOf(now)), earliestOn: null };
}

function ownIds(state: JourneyState) {
  return state.doses.map((dose) => dose.plannedDoseId);
}
