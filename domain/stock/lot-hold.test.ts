import { toAreaCode, type LotHoldId, type SiteId } from '../ids.js';
import { toInstant, type Instant } from '../time.js';
import { decideLotHold, placeLotHold, type LotHold, type LotHoldCommand, type LotHoldPlacing } from './lot-hold.js';

const NOW = toInstant(1_000_000);
const [HERE, THERE] = ['here', 'there'] as unknown as [SiteId, SiteId];
const placing = (change: Partial<LotHoldPlacing> = {}): LotHoldPlacing => ({
  id: 'hold' as LotHoldId, productId: 'mmr', lot: 'L1', kind: 'cold-chain', siteId: HERE, areaCode: toAreaCode('440103'), since: null, by: 'S-1', ...change,
});

function placed(change: Partial<LotHoldPlacing> = {}, known: LotHold[] = []): LotHold {
  const decision = placeLotHold(placing(change), known, NOW);
  if (!decision.ok) throw new Error(decision.refusal.code);
  return decision.after;
}

function after(before: LotHold, ...steps: [LotHoldCommand['type'], string][]): LotHold {
  return steps.reduce((hold, [type, by]) => {
    const decision = decideLotHold(hold, { type, by, version: hold.version }, NOW);
    if (!decision.ok) throw new Error(decision.refusal.code);
    return decision.after;
  }, before);
}

const held = placed();
const asked = after(held, ['ask', 'S-1']);
const released = after(asked, ['approve', 'S-2']);

it('is placed by one person, and over when one asks and another agrees (H5, H14)', () => {
  expect(held).toMatchObject({ status: 'in-force', version: 1, placed: { by: 'S-1', at: NOW }, asked: null, released: null });
  expect(asked).toMatchObject({ status: 'release-asked', version: 2, asked: { by: 'S-1', at: NOW } });
  expect(released).toMatchObject({ status: 'released', version: 3, asked: { by: 'S-1' }, released: { by: 'S-2', at: NOW } });
});

it.each(['S-1', 'S-2'])('stays in force where the release is declined or taken back: %s', (by) => {
  expect(after(asked, ['decline', by])).toEqual({ ...held, version: 3 });
});

it.each([
  { fact: 'an approval by whoever asked', before: asked, type: 'approve', by: 'S-1', code: 'another-person-required' },
  { fact: 'an approval of what nobody asked', before: held, type: 'approve', by: 'S-2', code: 'lot-release-not-asked' },
  { fact: 'to decline what nobody asked', before: held, type: 'decline', by: 'S-2', code: 'lot-release-not-asked' },
  { fact: 'to ask twice', before: asked, type: 'ask', by: 'S-2', code: 'lot-release-asked' },
  { fact: 'to ask of what is over', before: released, type: 'ask', by: 'S-1', code: 'lot-hold-released' },
  { fact: 'to approve what is over', before: released, type: 'approve', by: 'S-3', code: 'lot-hold-released' },
] as const)('refuses $fact (H14)', ({ before, type, by, code }) => {
  expect(decideLotHold(before, { type, by, version: before.version }, NOW)).toMatchObject({ ok: false, refusal: { code } });
});

it.each(['ask', 'approve', 'decline'] as const)('refuses to %s on what has moved since it was read', (type) => {
  for (const before of [held, asked, released]) {
    expect(decideLotHold(before, { type, by: 'S-9', version: before.version + 1 }, NOW)).toEqual({ ok: false, refusal: { code: 'lot-hold-moved', version: before.version } });
  }
});

describe('beside another one', () => {
  it.each([
    { fact: 'a second of its kind at the same place', known: placed(), change: {}, code: 'lot-hold-exists' },
    { fact: 'a second recall, of whatever area', known: placed({ kind: 'recall', siteId: null, areaCode: toAreaCode('440100') }), change: { kind: 'recall', siteId: null, areaCode: toAreaCode('440000') }, code: 'lot-hold-exists' },
    { fact: 'one of its kind at another place', known: placed(), change: { siteId: THERE }, code: undefined },
    { fact: 'one of another kind', known: placed(), change: { kind: 'suspected' }, code: undefined },
    { fact: 'a recall of what is held', known: placed(), change: { kind: 'recall', siteId: null, areaCode: toAreaCode('440000') }, code: undefined },
    { fact: 'the next one, when the first is over', known: released, change: {}, code: undefined },
  ] as const)('$fact', ({ known, change, code }) => {
    const decision = placeLotHold(placing(change), [known], NOW);
    expect(decision.ok ? undefined : decision.refusal.code).toBe(code);
  });
});

it('is about doses that may have been given: not from an instant that is to come', () => {
  expect(placeLotHold(placing({ since: (NOW + 1) as Instant }), [], NOW)).toEqual({ ok: false, refusal: { code: 'time-in-future' } });
  expect(placed({ since: NOW }).since).toBe(NOW);
});
