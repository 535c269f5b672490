import { draftOf, emptySite, siteOf } from './draft.js';

it('sends what was typed, and null for what was left empty', () => {
  expect(siteOf({ ...emptySite(), code: 'A-1', zh: '天河', en: ' ', address: '' })).toMatchObject({ code: 'A-1', name: { zh: '天河', en: null }, address: null });
});

it('shows and sends a site as it is', () => {
  const kept = { code: 'A-1', name: { zh: '天河', en: 'Tianhe' }, address: '某路', stations: [], hours: [], switchedOnOn: '2026-01-01', switchedOffOn: null };
  expect(siteOf(draftOf({ id: 'x', areaCode: '440106', registry: 'guangdong', version: 3, ...kept }))).toEqual(kept);
});
