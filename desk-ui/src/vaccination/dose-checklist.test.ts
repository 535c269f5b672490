import { checklistItems, policies } from '../../../domain/journey/journey-fixtures.js';
import { entriesOf, openItems, type ScannedPackage } from './dose-checklist.js';

const items = policies.checklist;
const at = '2026-11-28T01:00:00.000Z';
const scanned: ScannedPackage = {
  text: '84100400000000000001', at,
  package: { code: '84100400000000000001', product: { productId: 'mmr', name: { zh: '麻腮风减毒活疫苗', en: 'MMR' }, specification: '0.5mL' }, lot: 'L2026A', expiresOn: '2027-11-24', usesLeft: 1, discardAt: null, usable: true, why: null },
};
const proof = { scanned, birthDate: '2024-06-01', staffId: 'N-204' };
const byHand = Object.fromEntries(checklistItems('mmr').map(({ item, value }) => [item, { value, at }]));

it('fills by scan and archive what they prove, and leaves all else to be said (H3)', () => {
  const entries = entriesOf(items, {}, proof);
  expect(entries.map(({ item, value, source }) => [item, value, source])).toEqual([['age', '2024-06-01', 'archive'], ['product', 'mmr', 'scan'], ['specification', '0.5mL', 'scan']]);
  expect(openItems(items, entries).map(({ id }) => id)).toEqual(['health', 'certificate', 'vial-and-syringe', 'name', 'dose', 'body-site', 'route']);
});

it('leaves the act of the resident out of what staff may tick', () => {
  expect(entriesOf(items, { 'resident-verifies': { value: 'ok', at } }, proof).map(({ item }) => item)).not.toContain('resident-verifies');
});

it('is complete once each item was said', () => {
  expect(openItems(items, entriesOf(items, byHand, proof))).toEqual([]);
});

it('proves nothing without a package', () => {
  expect(entriesOf(items, {}, { ...proof, scanned: null })).toEqual([]);
});
