import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hasMoved } from '../../archive/brought-sides.js';
import { ARCHIVE_FIELDS, type ArchiveSide } from '../../archive/compare.js';
import type { Reversible } from '../../cases/kinds.js';
import { toLocalDate } from '../../time.js';
import type { Decision } from '../decision.js';
import type { TakenFields } from '../events.js';
import type { UndoFact } from '../facts.js';
import { command, JourneyUnderTest, supervisorCase, uuid } from '../journey-fixtures.js';
import { processView } from '../process-view.js';

const BORN = toLocalDate('2024-06-01');
const EVIDENCE = uuid<'evidence'>(75);
const NOTE = uuid<'note'>(72);
const KEPT: UndoFact = { ourBirthDate: BORN, later: null };

const lookedUp = (journey: JourneyUnderTest, outcome: 'same' | 'differs') =>
  journey.through({ type: 'foundArchive', data: { askedVersion: journey.current.lookUp!.askedVersion, outcome, registryVersion: '8', fields: outcome === 'differs' ? { name: 'differs' } : {}, evidenceId: outcome === 'differs' ? EVIDENCE : uuid(76) } });

/** A walk-in whose name is another at the registry. */
function differing({ provisional = false } = {}): JourneyUnderTest {
  const journey = lookedUp(new JourneyUnderTest().through(command('walkIn'), command('identify')), 'differs');
  return provisional ? journey.through(command('confirmArchive', { theirsVersion: '8', historyFrom: 'certificate', noteId: NOTE })) : journey;
}

/** By two persons where that is needed. */
function decideCase(journey: JourneyUnderTest, action: Reversible | 'undo-decision', world: { oursMoved?: boolean; undo?: UndoFact } = {}): Decision {
  const { caseId } = journey.current.cases[0]!;
  journey.world.supervisorCase = supervisorCase(caseId, action);
  journey.world.undo = world.undo ?? KEPT;
  return journey.send({ type: 'resolveCase', data: { caseId, caseVersion: 1, action, by: 'S-1', noteId: NOTE, oursMoved: world.oursMoved ?? false } });
}

/** Both sides agree, and the registry says the same. */
function carriedOut(action: Reversible, how: { provisional?: boolean } = {}): JourneyUnderTest {
  const journey = differing(how);
  expect(decideCase(journey, action).ok).toBe(true);
  return broughtTogether(journey, 'same');
}

function broughtTogether(journey: JourneyUnderTest, then: 'same' | 'differs'): JourneyUnderTest {
  const { bringTogether } = processView(journey.current);
  if (!bringTogether) return journey;
  return lookedUp(journey.through({ type: 'broughtTogether', data: { contentVersion: bringTogether, registryVersion: '9' } }), then);
}

function askUndo(journey: JourneyUnderTest, { action = 'accept-ours', oursMoved = false, undo = KEPT }: { action?: Reversible; oursMoved?: boolean; undo?: UndoFact } = {}): Decision {
  const caseId = journey.current.decided?.caseId ?? uuid<'case'>(999);
  journey.world.supervisorCase = supervisorCase(caseId, action, { version: 3 });
  journey.world.undo = undo;
  return journey.send({ type: 'askUndo', data: { caseId, caseVersion: 3, action, by: 'S-2', noteId: NOTE, oursMoved } });
}
const refusalOf = (decision: Decision) => (decision.ok ? null : decision.refusal);

describe('the decision about an archive', () => {
  it.each(['accept-ours', 'accept-registry', 'not-same-person'] as const)('%s, reversed, leaves the archive where it was, and the sides are compared as they were before (H16)', (action) => {
    const before = differing().current;
    const journey = carriedOut(action);
    expect(askUndo(journey, { action })).toMatchObject({ ok: true, cases: [{ kind: 'decision-questioned', proposal: { action: 'undo-decision', by: 'S-2' } }] });
    expect(decideCase(journey, 'undo-decision').ok).toBe(true);
    if (processView(journey.current).lookUp) lookedUp(journey, 'differs');
    else broughtTogether(journey, 'differs');
    const { lookUp, archive, cases } = journey.current;
    expect({ ...lookUp, askedVersion: 0 }).toEqual({ ...before.lookUp, askedVersion: 0 });
    expect(archive).toEqual(before.archive);
    expect(cases).toEqual([{ ...before.cases[0], caseId: expect.any(String) }]);
  });

  it('reversed, makes an archive provisional again that it had settled, and judges what is to be given by both sides', () => {
    const journey = carriedOut('accept-ours', { provisional: true });
    expect(journey.current.archive).toMatchObject({ decision: 'adopt', settled: true });
    askUndo(journey);
    const undone = decideCase(journey, 'undo-decision');
    expect(undone).toMatchObject({ ok: true, events: [{ type: 'caseResolved' }, { type: 'archiveDecisionReversed' }, { type: 'fieldsGivenBack', data: { contentVersion: 2, evidenceId: EVIDENCE, reversed: 1 } }, { type: 'eligibilityFound' }, ...(undone.ok ? undone.events.slice(4) : [])] });
    expect(journey.current.archive).toMatchObject({ decision: 'provisional', settled: false });
  });

  it.each([
    ['a dose that was checked since', (journey: JourneyUnderTest) => journey.through(command('recordPrecheck'), command('recordConsent'), command('verify')), {}, 'dose'],
    ['what came of the resident elsewhere', (journey: JourneyUnderTest) => journey, { undo: { ...KEPT, later: { kind: 'case' as const, id: uuid(5) } } }, 'case'],
    ['a later change of our side', (journey: JourneyUnderTest) => journey, { oursMoved: true }, 'resident'],
  ])('stands while something rests on it: %s', (_, then, how, kind) => {
    expect(refusalOf(askUndo(then(carriedOut('accept-ours', { provisional: true })), how))).toMatchObject({ code: 'undo-depended-on', kind });
  });

  it('stands while it is being carried out, without what both sides had before, and once it has been reversed', () => {
    const underWay = differing();
    decideCase(underWay, 'accept-ours');
    expect(refusalOf(askUndo(underWay))).toEqual({ code: 'decision-under-way' });
    const journey = carriedOut('accept-ours');
    expect(refusalOf(askUndo(journey, { undo: { ourBirthDate: null, later: null } }))).toEqual({ code: 'undo-not-offered' });
    askUndo(journey);
    expect(refusalOf(askUndo(journey))).toEqual({ code: 'case-awaits-approval', action: 'undo-decision' });
    decideCase(journey, 'undo-decision');
    expect(refusalOf(askUndo(journey))).toEqual({ code: 'undo-not-offered' });
  });

  it('is given back again, and not taken again, after the registry refused that', () => {
    const journey = carriedOut('accept-ours');
    askUndo(journey);
    decideCase(journey, 'undo-decision');
    journey.through({ type: 'leftApart', data: { contentVersion: 2, reason: 'GD1', evidenceId: null } });
    const { caseId } = journey.current.cases[0]!;
    journey.world.supervisorCase = supervisorCase(caseId, 'retry');
    journey.through({ type: 'resolveCase', data: { caseId, caseVersion: 1, action: 'retry', by: 'S-1', noteId: null } });
    expect(journey.current.fields).toMatchObject({ contentVersion: 3, back: EVIDENCE });
  });
});

const side: fc.Arbitrary<ArchiveSide> = fc.record({
  name: fc.constantFrom('陈小苗', '陈小妙'), sex: fc.constantFrom('male' as const, 'female' as const), birthDate: fc.constantFrom(BORN, toLocalDate('2024-06-02')),
  identifier: fc.constantFrom(null, { type: 'id-card' as const, number: '1' }, { type: 'id-card' as const, number: '2' }), phone: fc.constantFrom(null, '13800000000'),
});

it('our side has moved exactly where a field that was taken says something else than what it was brought to', () => {
  fc.assert(
    fc.property(side, side, fc.dictionary(fc.constantFrom(...ARCHIVE_FIELDS), fc.constantFrom('ours' as const, 'theirs' as const)), side, (ours, theirs, take: TakenFields, other) => {
      const brought: ArchiveSide = { ...ours, ...Object.fromEntries(Object.entries(take).filter(([, from]) => from === 'theirs').map(([field]) => [field, theirs[field as keyof ArchiveSide]])) };
      const now = (one: ArchiveSide) => ({ ...one, identifiers: one.identifier ? [one.identifier] : [] });
      fc.pre(!take.identifier || brought.identifier !== null); // a side that has nothing is never chosen
      expect(hasMoved(now(brought), { ours, theirs }, take)).toBe(false);
      const differs = ARCHIVE_FIELDS.some((field) => take[field] && JSON.stringify(other[field]) !== JSON.stringify(brought[field]));
      expect(hasMoved(now(other), { ours, theirs }, take)).toBe(differs);
    }),
  );
});
