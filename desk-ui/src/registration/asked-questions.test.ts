import type { SiteDesk } from '../../../contracts/site-desk.js';
import { askedOf, stoppedBy } from './asked-questions.js';

const text = { zh: '问', en: 'q' };
const product = (productId: string, vaccine: string, live: boolean) => ({ productId, vaccine, live }) as SiteDesk['products'][number];
const site: Pick<SiteDesk, 'products' | 'questionnaires'> = {
  products: [product('mmr', 'MMR', true), product('hepb-10', 'HepB', false)],
  questionnaires: [
    { id: 'general', questions: [{ id: 'fever', text, stopsWhen: true }] },
    { id: 'live', asksFor: { live: true }, questions: [{ id: 'pregnancy', text, stopsWhen: true, stops: { live: true } }] },
    { id: 'hepb', asksFor: { vaccines: ['HepB'] }, questions: [{ id: 'yeast', text, stopsWhen: true, stops: { vaccines: ['HepB'] } }] },
  ],
};
const [mmr, hepB] = [{ productId: 'mmr', doseNumber: 1 }, { productId: 'hepb-10', doseNumber: 2 }];
const idsFor = (...doses: typeof mmr[]) => askedOf(site, doses).questions.map(({ id }) => id);

it('asks everybody the general questions, and each product its own, once', () => {
  expect(idsFor(mmr)).toEqual(['fever', 'pregnancy']);
  expect(idsFor(mmr, hepB, mmr)).toEqual(['fever', 'pregnancy', 'yeast']);
  expect(askedOf(site, [mmr]).general?.id).toBe('general');
});

it('names the doses that an answer forbids, and no other', () => {
  const [fever, pregnancy] = askedOf(site, [mmr, hepB]).questions;
  expect(stoppedBy(pregnancy!, true, site, [mmr, hepB])).toEqual([mmr]);
  expect(stoppedBy(fever!, true, site, [mmr, hepB])).toEqual([mmr, hepB]);
  expect(stoppedBy(pregnancy!, undefined, site, [mmr, hepB])).toEqual([]);
});
