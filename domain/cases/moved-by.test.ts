import { expect, it } from '@jest/globals';
import type { Decision } from '../journey/decision.js';
import { cleared, command, dose, givenDose, type JourneyUnderTest } from '../journey/journey-fixtures.js';
import { toLocalDate } from '../time.js';
import { movedBy } from './moved-by.js';

const usable = { lot: { productId: 'mmr', lot: 'L1', expiresOn: toLocalDate('2027-01-31'), status: 'usable' as const } };
const moved = (decision: Decision) => (decision.ok ? decision.moved : decision.refusal);
const openCase = (journey: JourneyUnderTest) => journey.current.cases[0]!.caseId;

it('moves an open case by what completes the report that it is about', () => {
  const journey = cleared(usable);
  expect(moved(journey.send(command('reportUnverifiedDose', { traceCode: null })))).toEqual([]); // it is opened by that
  expect(moved(journey.send(command('reportUnverifiedDose')))).toEqual([{ caseId: openCase(journey), what: 'doseReportedUnverified' }]);
});

it('leaves alone what is about another dose, and what says nothing about the case', () => {
  const [kind, plannedDoseId] = ['dose-on-unverified-checklist', dose(1)] as const;
  const [report] = cleared(usable).through(command('reportUnverifiedDose')).log.filter(({ type }) => type === 'doseReportedUnverified');
  expect(movedBy({ kind, plannedDoseId }, [report!])).toBe('doseReportedUnverified');
  expect(movedBy({ kind, plannedDoseId: dose(2) }, [report!])).toBeNull();
  expect(movedBy({ kind: 'registry-rejected', plannedDoseId }, [report!])).toBeNull();
});

it('does not move a case that the same decision settles', () => {
  const journey = givenDose().through({ type: 'archiveCreated', data: { contentVersion: 1, registryVersion: 'r1' } });
  journey.through({ type: 'softwareFaulted', data: { step: 'uploadDose', restarts: 0 } });
  journey.world.supervisorCase = { caseId: openCase(journey), version: 1, sameSince: 1, claim: null, proposal: null };
  const decision = journey.send({ type: 'resolveCase', data: { caseId: openCase(journey), caseVersion: 1, action: 'retry', by: 'S-1', noteId: null } });
  expect(decision).toMatchObject({ ok: true, moved: [] });
});
