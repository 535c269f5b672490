import { describe, expect, it } from '@jest/globals';
import type { EvidenceId, ResidentId } from '../ids.js';
import type { Instant } from '../time.js';
import { identityView, type IdentityCheck, type IdentityCommand } from './check.js';
import { decideIdentity } from './decide-check.js';

const WHO = '00000000-0000-7000-8000-000000000001' as ResidentId;
const EVIDENCE = '00000000-0000-7000-8000-000000000002' as EvidenceId;
const AT = 1_700_000_000_000 as Instant;
const later = (ms: number) => (AT + ms) as Instant;

const ask = (data: Partial<Extract<IdentityCommand, { type: 'ask' }>['data']> = {}): IdentityCommand => ({ type: 'ask', data: { authority: 'police-face', hasCapture: true, fallBackAfterMs: 600_000, tiersVersion: 3, ...data } });
const attest: IdentityCommand = { type: 'attest', data: { evidenceId: EVIDENCE } };
const answered = (outcome: 'verified' | 'mismatch' | 'not-found', askedVersion = 1): IdentityCommand => ({ type: 'answered', data: { askedVersion, outcome, differing: outcome === 'mismatch' ? ['name'] : [] } });

function through(...commands: [IdentityCommand, Instant?][]): IdentityCheck {
  return commands.reduce<IdentityCheck | null>((before, [command, now = AT]) => {
    const decision = decideIdentity(WHO, before, command, now);
    if (!decision.ok) throw new Error(`${command.type}: ${decision.refusal.code}`);
    return decision.after;
  }, null)!;
}
const refusalOf = (before: IdentityCheck | null, command: IdentityCommand, now = AT) => {
  const decision = decideIdentity(WHO, before, command, now);
  return decision.ok ? null : decision.refusal;
};

describe('the question', () => {
  it('is put to the authority until it answers, and says when staff may step in', () => {
    expect(identityView(through([ask()]))).toEqual({ ask: { version: 1, authority: 'police-face' }, fallBackAt: later(600_000), over: false });
    expect(through([ask()], [answered('verified')])).toMatchObject({ status: 'verified', verified: { by: 'authority', at: AT } });
    expect(through([ask()], [answered('mismatch')])).toMatchObject({ status: 'mismatch', differing: ['name'], verified: null });
  });

  it('needs a live capture where faces are compared, and an authority that can be asked', () => {
    expect(refusalOf(null, ask({ hasCapture: false }))).toEqual({ code: 'capture-required' });
    expect(through([ask({ authority: 'household-register', hasCapture: false })]).status).toBe('asking');
    expect(identityView(through([ask({ authority: null })]))).toMatchObject({ ask: null, over: true });
  });

  it('that is asked anew takes no answer to an older one', () => {
    const again = through([ask()], [ask()]);
    expect(refusalOf(again, answered('verified', 1))).toEqual({ code: 'finding-too-late', finding: 'answered' });
    expect(refusalOf(through([ask()], [answered('not-found')]), answered('verified'))).toMatchObject({ code: 'finding-too-late' });
  });
});

describe('staff verify from documents', () => {
  it.each<[string, IdentityCheck | null, Instant]>([
    ['where nobody has asked yet', null, AT],
    ['where the authority has nobody', through([ask()], [answered('not-found')]), AT],
    ['where it says otherwise', through([ask()], [answered('mismatch')]), AT],
    ['where none can be asked', through([ask({ authority: null })]), AT],
    ['where it found our question wrong', through([ask()], [{ type: 'questionRefused', data: { askedVersion: 1, reason: 'invalid-field' } }]), AT],
    ['where it has not answered in time, also before the process has noticed', through([ask()]), later(600_000)],
    ['where our own process has failed', through([ask()], [{ type: 'softwareFaulted', data: { step: 'verify' } }]), AT],
  ])('%s', (_, before, now) => {
    const decision = decideIdentity(WHO, before, attest, now);
    expect(decision).toMatchObject({ ok: true, after: { status: 'verified', verified: { by: 'staff' } } });
  });

  it('not while the authority may still answer, nor what is verified', () => {
    expect(refusalOf(through([ask()]), attest, later(599_999))).toEqual({ code: 'fall-back-not-open', from: later(600_000) });
    expect(refusalOf(through([ask()], [answered('verified')]), attest)).toEqual({ code: 'identity-already-verified' });
  });

  it('from the instant that the process names, and from no other', () => {
    const asking = through([ask()]);
    const due = (fallBackAt: Instant): IdentityCommand => ({ type: 'fallBackFellDue', data: { fallBackAt } });
    expect(refusalOf(asking, due(later(600_000)))).toMatchObject({ code: 'finding-too-late' });
    expect(refusalOf(asking, due(later(1)), later(600_000))).toMatchObject({ code: 'finding-too-late' });
    expect(identityView(through([ask()], [due(later(600_000)), later(600_000)]))).toMatchObject({ fallBackAt: null, over: false });
  });
});
