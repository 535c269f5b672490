import { factsOf } from './timeline-facts.js';

const dose = { plannedDoseId: '0192d3a0-0000-7000-8000-000000000006', productId: 'mmr' };

it('tells the dose first, by its product, and instants as times in Shanghai', () => {
  const data = { route: 'SC', givenAt: Date.parse('2026-11-24T16:30:00Z'), plannedDoseId: dose.plannedDoseId, contentVersion: 1 };
  expect(factsOf(data, [dose])).toEqual([
    { name: 'dose', value: 'mmr', words: 'product' },
    { name: 'route', value: 'SC', words: 'route' },
    { name: 'givenAt', value: '2026-11-25 00:30:00' },
  ]);
});

it('tells of an identity that only holds for a while why, and until when', () => {
  const data = { means: 'document-reader', healthCodeId: null, provisional: { why: 'issuer-away', settleBy: Date.parse('2026-11-25T01:00:00Z') }, noteId: null };
  expect(factsOf(data, [])).toEqual([
    { name: 'means', value: 'document-reader', words: 'means' },
    { name: 'why', value: 'issuer-away', words: 'why' },
    { name: 'settleBy', value: '2026-11-25 09:00:00' },
  ]);
});

it('tells how bad a reaction was in words', () => {
  expect(factsOf({ plannedDoseId: null, severity: 'mild', evidenceId: 'e' }, [])).toEqual([{ name: 'severity', value: 'mild', words: 'severity' }]);
});

it('leaves out what is a reference, a list, a version or nothing', () => {
  const data = { residentId: 'r', siteId: 's', caseId: 'c', evidenceId: null, noteId: 'n', plannedDoseIds: ['p'], askedVersion: 3, registryVersion: '7', doses: [{ productId: 'mmr' }], deferUntil: null };
  expect(factsOf(data, [])).toEqual([]);
});

it('shows what a newer API may add as it is', () => {
  expect(factsOf({ queueNumber: 'A12', early: false, plannedDoseId: 'of another journey' }, [dose])).toEqual([
    { name: 'queueNumber', value: 'A12' },
    { name: 'early', value: 'false' },
  ]);
});

it('tells on which fields of an archive the sides do not say the same', () => {
  expect(factsOf({ outcome: 'differs', fields: { name: 'differs', phone: 'ours-missing' }, registryVersion: '7' }, [])).toEqual([
    { name: 'outcome', value: 'differs', words: 'outcome' },
    { name: 'name', value: 'differs', words: 'said' },
    { name: 'phone', value: 'ours-missing', words: 'said' },
  ]);
});
