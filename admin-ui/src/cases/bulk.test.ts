import { choicesFor, runBulk, type BulkResult } from './bulk.js';
import type { Case } from './rows.js';

const open = (id: string, change: Partial<Case> = {}) => ({ id, kind: 'registry-rejected', proposal: null, ...change }) as Case;
const proposal = (by: string, action: NonNullable<Case['proposal']>['action'] = 'accept-ours') => ({ action, by, at: '2026-11-24T01:00:00.000Z' });

it('offers for cases of one kind what may be decided about each', () => {
  expect(choicesFor([open('a'), open('b')], 'me')).toEqual([{ how: 'resolve', action: 'retry' }, { how: 'resolve', action: 'leave-unsent' }]);
  expect(choicesFor([open('a', { kind: 'cannot-verify' })], 'me')).toEqual([{ how: 'propose', action: 'go-on' }, { how: 'resolve', action: 'defer' }, { how: 'resolve', action: 'cancel-journey' }]);
  expect(choicesFor([open('a', { kind: 'identity-differs' })], 'me').map(({ action }) => action)).toEqual(['accept-ours', 'accept-registry', 'not-same-person', 'look-again', 'cancel-journey']);
});

it.each<[string, Case[]]>([
  ['of several kinds', [open('a'), open('b', { kind: 'upload-overdue' })]],
  ['of which some have been proposed', [open('a', { kind: 'identity-differs', proposal: proposal('other') }), open('b', { kind: 'identity-differs' })]],
  ['about which other things have been proposed', [open('a', { kind: 'identity-differs', proposal: proposal('other') }), open('b', { kind: 'identity-differs', proposal: proposal('other', 'accept-registry') })]],
  ['that one has proposed oneself', [open('a', { kind: 'identity-differs', proposal: proposal('me') })]],
  ['of which each has had its fields chosen', [open('a', { kind: 'identity-differs', proposal: proposal('one', 'choose-fields') })]],
  ['that are none', []],
])('offers nothing for cases %s', (_, chosen) => {
  expect(choicesFor(chosen, 'me')).toEqual([]);
});

it('offers to approve what others have proposed alike', () => {
  expect(choicesFor([open('a', { kind: 'identity-differs', proposal: proposal('one') }), open('b', { kind: 'identity-differs', proposal: proposal('two') })], 'me')).toEqual([{ how: 'approve', action: 'accept-ours' }]);
});

it('goes through them one by one, and what fails stops no other', async () => {
  const [results, sent]: [BulkResult[], string[]] = [[], []];
  const broken = new Error('moved');
  await runBulk({
    chosen: ['a', 'b', 'c'].map((id) => open(id)),
    send: async ({ id }) => {
      sent.push(id);
      if (id === 'b') throw broken;
    },
    onResult: (result) => results.push(result),
    isStopped: () => false,
  });
  expect(sent).toEqual(['a', 'b', 'c']);
  expect(results.map(({ about, error }) => [about.id, error])).toEqual([['a', null], ['b', broken], ['c', null]]);
});

it('leaves the rest alone once it is stopped', async () => {
  const results: BulkResult[] = [];
  await runBulk({ chosen: ['a', 'b', 'c'].map((id) => open(id)), send: async () => undefined, onResult: (result) => results.push(result), isStopped: () => results.length === 2 });
  expect(results).toHaveLength(2);
});
