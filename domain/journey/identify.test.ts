import type { Identification } from './commands.js';
import type { HealthCodeFact, HolderFact, JourneyFacts } from './facts.js';
import { command, DAY, facts, foundNone, JourneyUnderTest, NINE, uuid } from './journey-fixtures.js';
import { processView } from './process-view.js';
import { stageOf } from './stage-of.js';
import { addDays, instantAt, type Instant } from '../time.js';
import type { Decision } from './decision.js';

const later = (ms: number) => (NINE + ms) as Instant;
const SETTLE_MS = 86_400_000;
const OTHER = uuid<'resident'>(77);

const by = (identification: Identification, readBackMatches = true) => ({ type: 'identify' as const, data: { ...identification, readBackMatches } });
const reader = () => by({ means: 'document-reader' });
const offline = (overrides: Partial<Extract<Identification, { means: 'offline-code' }>> = {}) =>
  by({ means: 'offline-code', healthCodeId: uuid(60), codeVersion: 1, jti: 'j1', expiresAt: later(-30_000), checkedAt: later(-60_000), keyRevoked: false, evidenceId: uuid(50), ...overrides });

const world = ({ holder = {}, code = {}, ...rest }: { holder?: Partial<HolderFact>; code?: Partial<HealthCodeFact> } & Partial<Omit<JourneyFacts, 'holder'>> = {}): Partial<JourneyFacts> => {
  const plain = facts();
  return { holder: { ...plain.holder!, ...holder }, healthCode: { ...plain.healthCode!, ...code }, ...rest };
};
const walkedIn = (facts_: Partial<JourneyFacts> = {}) => new JourneyUnderTest(facts_).through(command('walkIn'));
const codeOf = (decision: Decision) => (decision.ok ? 'accepted' : decision.refusal.code);

describe('by a document', () => {
  it.each(['document-reader', 'certificate', 'birth-certificate'] as const)('a %s of the resident settles the identity', (means) => {
    const journey = walkedIn().through(by({ means }));
    expect(journey.current.identified).toEqual({ means, provisional: null });
    expect(processView(journey.current).identityDueAt).toBeNull();
    expect(journey.log.at(-1)?.data).toEqual({ means, healthCodeId: null, provisional: null, noteId: null, evidenceId: null });
  });

  it.each([
    { fact: 'of another resident', holder: { residentId: OTHER } },
    { fact: 'of nobody, which looks the same', holder: { residentId: null } },
    { fact: 'with another name than ours', holder: { nameAgrees: false } },
    { fact: 'with another mother than ours', holder: { motherAgrees: false } },
  ])('$fact is a hard stop that tells nothing', ({ holder }) => {
    expect(walkedIn(world({ holder })).send(reader())).toEqual({ ok: false, refusal: { code: 'other-person' } });
  });

  it('that does not match what was read back is the same stop', () => {
    expect(codeOf(walkedIn().send(by({ means: 'document-reader' }, false)))).toBe('other-person');
  });

  it('that nobody was asked about identifies nobody', () => {
    expect(codeOf(walkedIn({ holder: null }).send(reader()))).toBe('other-person');
  });

  it('typed instead of read needs its reason, which the event refers to', () => {
    expect(walkedIn().send(by({ means: 'typed-number', noteId: null }))).toEqual({ ok: false, refusal: { code: 'reason-required', action: 'typed-number' } });
    expect(walkedIn().through(by({ means: 'typed-number', noteId: uuid(70) })).log.at(-1)?.data).toMatchObject({ means: 'typed-number', noteId: uuid(70) });
  });

  it('shown later must be of the same resident as the code before (A10, H1)', () => {
    const journey = walkedIn(world({ holder: { residentId: OTHER } })).through(command('identify'));
    expect(codeOf(journey.send(reader()))).toBe('other-person');
    expect(journey.current.identified).toMatchObject({ means: 'dynamic-code' });
  });
});

describe('for the time being', () => {
  it.each([
    { fact: 'while the issuer is away', facts_: world({ issuerAway: true }), why: 'issuer-away' },
    { fact: 'for a newborn without any number', facts_: world({ holder: { withoutNumber: true } }), why: 'without-number' },
  ] as const)('a document identifies $fact', ({ facts_, why }) => {
    const journey = walkedIn(facts_).through(reader());
    expect(journey.current.identified).toMatchObject({ provisional: { why, settleBy: later(SETTLE_MS), overdue: false } });
    expect(processView(journey.current).identityDueAt).toBe(later(SETTLE_MS));
  });

  it('an identity is settled by a full identification, also after the dose', () => {
    const journey = walkedIn(world({ issuerAway: true })).through(reader());
    journey.world = facts();
    journey.through(command('identify'));
    expect(journey.current.identified).toEqual({ means: 'dynamic-code', provisional: null });
  });

  it('neither loses what is settled nor gains time when it is taken again', () => {
    const settled = walkedIn().through(command('identify'));
    settled.world = facts(world({ issuerAway: true }));
    expect(settled.through(reader()).current.identified).toEqual({ means: 'dynamic-code', provisional: null });
    const provisional = walkedIn(world({ issuerAway: true })).through(reader());
    provisional.now = later(60_000);
    expect(provisional.through(reader()).current.identified?.provisional?.settleBy).toBe(later(SETTLE_MS));
  });

  it('left so until its instant it is a case, once', () => {
    const journey = walkedIn(world({ issuerAway: true })).through(reader());
    const left = { type: 'identityLeftProvisional' as const, data: { settleBy: later(SETTLE_MS) } };
    journey.now = later(SETTLE_MS - 1);
    expect(codeOf(journey.send(left))).toBe('finding-too-late');
    journey.now = later(SETTLE_MS);
    journey.through(left);
    expect(journey.current).toMatchObject({ identified: { provisional: { overdue: true } }, cases: [{ kind: 'provisional-identity-overdue' }] });
    expect(processView(journey.current).identityDueAt).toBeNull();
    expect(codeOf(journey.send(left))).toBe('finding-too-late');
  });

  it('is settled by a full identification also when it is a case already, which is over with it', () => {
    const journey = walkedIn(world({ issuerAway: true })).through(reader());
    journey.now = later(SETTLE_MS);
    journey.through({ type: 'identityLeftProvisional', data: { settleBy: later(SETTLE_MS) } });
    journey.world = facts();
    expect(journey.send(reader())).toMatchObject({ ok: true, resolved: [{ action: null }] });
    expect(journey.current).toMatchObject({ identified: { means: 'document-reader', provisional: null }, cases: [] });
  });

  it('no longer matters once the visit has ended without a dose', () => {
    const journey = walkedIn(world({ issuerAway: true })).through(reader(), command('cancel'));
    expect(processView(journey.current)).toMatchObject({ identityDueAt: null, over: true });
  });

  it('holds no dose up, and goes on to matter after one', () => {
    const journey = walkedIn(world({ issuerAway: true })).through(reader());
    journey.through(foundNone(journey.current), ...(['confirmArchive', 'recordPrecheck', 'recordConsent', 'verify', 'recordDose'] as const).map((type) => command(type)));
    expect(stageOf(journey.current)).toBe('observing');
    expect(processView(journey.current).identityDueAt).toBe(later(SETTLE_MS));
  });
});

describe('by a code that a device checked while we were away', () => {
  it('for the time being, its single use consumed', () => {
    const journey = walkedIn();
    expect(journey.send(offline())).toMatchObject({ ok: true, claims: [{ kind: 'consume-code', jti: 'j1', late: true }], cases: [] });
    expect(journey.current.identified).toMatchObject({ means: 'offline-code', provisional: { why: 'checked-offline', settleBy: later(SETTLE_MS), overdue: false } });
  });

  it.each([
    { fact: 'its key has been revoked', code: {}, claim: { keyRevoked: true }, why: 'key-revoked' },
    { fact: 'it was suspended', code: { status: 'suspended' as const }, claim: {}, why: 'code-suspended' },
    { fact: 'it was re-issued', code: { version: 2 }, claim: {}, why: 'code-superseded' },
    { fact: 'it was shown somewhere else', code: { jtiUsed: true }, claim: {}, why: 'code-replayed' },
  ])('is a case at once when $fact (A6)', ({ code, claim, why }) => {
    const journey = walkedIn(world({ code })).through(offline(claim));
    expect(journey.current).toMatchObject({ identified: { provisional: { why, settleBy: NINE, overdue: true } }, cases: [{ kind: 'provisional-identity-overdue' }] });
  });

  it.each([
    { fact: 'of another person', code: { residentId: OTHER }, claim: {}, refusal: 'other-person' },
    { fact: 'that had expired when the device says it saw it', code: {}, claim: { checkedAt: later(-30_000) }, refusal: 'code-expired' },
    { fact: 'that was seen later than now', code: {}, claim: { checkedAt: later(1), expiresAt: later(60_000) }, refusal: 'time-in-future' },
    { fact: 'that was seen on another day', code: {}, claim: { checkedAt: instantAt(addDays(DAY, -1), '09:00') }, refusal: 'wrong-day' },
  ])('is refused $fact', ({ code, claim, refusal }) => {
    expect(codeOf(walkedIn(world({ code })).send(offline(claim)))).toBe(refusal);
  });

  it('takes nothing from an identity that is settled, and is a case all the same when it was shown twice', () => {
    const journey = walkedIn(world({ code: { jtiUsed: false } })).through(command('identify', { jti: 'j0' }));
    journey.world = facts(world({ code: { jtiUsed: true } }));
    journey.through(offline());
    expect(journey.current.identified).toEqual({ means: 'dynamic-code', provisional: null });
    expect(journey.current.cases).toMatchObject([{ kind: 'provisional-identity-overdue' }]);
  });
});
