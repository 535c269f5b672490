import type { CaseId, LotHoldId } from '../../ids.js';
import type { CaseAction } from '../../cases/kinds.js';
import { dose, givenDose, type JourneyUnderTest, supervisorCase, uuid } from '../journey-fixtures.js';
import { processView } from '../process-view.js';
import { stageOf } from '../stage-of.js';

const [CASE, OTHER]: [CaseId, CaseId] = [uuid(41), uuid(42)];
const RECALL: LotHoldId = uuid(51);
const about = { plannedDoseId: dose(1), lotHoldId: RECALL, caseId: CASE };
const stopped = (journey: JourneyUnderTest) => journey.through({ type: 'lotStopped', data: about });

function decided(journey: JourneyUnderTest, action: CaseAction): JourneyUnderTest {
  journey.world.supervisorCase = supervisorCase(CASE, action);
  return journey.through({ type: 'resolveCase', data: { caseId: CASE, caseVersion: 1, action, by: 'S-1', noteId: uuid(72) } });
}

it('opens a case of the id that its process knows, at the site of the dose, in whatever stage (H5)', () => {
  const before = givenDose();
  const after = stopped(givenDose());
  expect(after.current.cases).toEqual([{ caseId: CASE, kind: 'lot-follow-up', plannedDoseId: dose(1) }]);
  expect([stageOf(after.current), processView(after.current)]).toEqual([stageOf(before.current), processView(before.current)]);
});

it('opens none for a dose that did not go in, or that is not of this visit', () => {
  const journey = givenDose();
  expect(journey.send({ type: 'lotStopped', data: { ...about, plannedDoseId: dose(9) } })).toMatchObject({ ok: false, refusal: { code: 'finding-too-late' } });
});

it('lets the open case go with the lot, and keeps what was decided', () => {
  const journey = stopped(givenDose()).through({ type: 'lotLetGo', data: about });
  expect(journey.current.cases).toEqual([]);
  expect(journey.log.at(-1)).toMatchObject({ type: 'caseResolved', data: { caseId: CASE, action: null } });
  expect(journey.send({ type: 'lotLetGo', data: about })).toMatchObject({ ok: false, refusal: { code: 'finding-too-late' } });
  expect(decided(stopped(givenDose()), 'found-well').send({ type: 'lotLetGo', data: about }).ok).toBe(false);
});

it.each(['found-well', 'not-reached'] as const)('%s changes nothing but the case', (action) => {
  const journey = decided(stopped(givenDose()), action);
  expect(journey.log.at(-1)).toMatchObject({ type: 'caseResolved', data: { action } });
  expect(journey.current.cases).toEqual([]);
});

it('enters a reaction in the log, on which another follow-up of the same dose is read again (H12)', () => {
  const journey = stopped(givenDose()).through({ type: 'lotStopped', data: { ...about, lotHoldId: uuid(52), caseId: OTHER } });
  journey.world.supervisorCase = supervisorCase(CASE, 'reaction-noted');
  const decision = journey.send({ type: 'resolveCase', data: { caseId: CASE, caseVersion: 1, action: 'reaction-noted', by: 'S-1', noteId: uuid(72) } });
  expect(decision).toMatchObject({
    ok: true,
    events: [{ type: 'caseResolved' }, { type: 'reactionReported', data: { plannedDoseId: dose(1), severity: null, evidenceId: null, noteId: uuid(72) } }],
    moved: [{ caseId: OTHER, what: 'reactionReported' }],
  });
});
