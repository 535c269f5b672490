import type { LotMessages } from './lot-messages.js';

export const enLots: LotMessages = {
  texts: {
    lots: {
      any_status: 'any state', product_hint: 'code of the product, such as mmr', search: 'Find', empty: 'No such lot.', back: 'All lots', about: 'Lot', never_stopped: 'This lot was never stopped.',
      place: 'Stop the lot', kind: 'Why', since: 'Doses given from', since_hint: 'time in Shanghai; without it all doses are in question', all_doses: 'all doses',
      about_recall: 'It counts at once: no checklist and no dose at any site takes this lot any more, and everybody who got it is followed up. To withdraw it takes two people.',
      about_hold: 'It counts at once: no checklist and no dose at any site takes this lot any more, and whoever got it at this site or in this area is followed up. To let it go takes two people.',
      place_of: 'Stopped by', progress: 'Follow-up', followed_up_of: '%{done} of %{all} followed up', still_open: 'Still to be followed up', withdrawn: 'Not followed up, since it was let go', awaits: 'Somebody has asked to let it go; another person has to agree.',
      ask: 'Ask to let it go', approve: 'Agree to let it go', decline: 'Decline', take_back: 'Take back',
      about_ask: 'Say what the assessment was. The lot stays stopped until another person agrees.', about_approve: 'It counts at once: the lot may be used unless something else stops it, and nobody is asked after any more.', about_decline: 'The lot stays stopped.', reason_of: 'Why %{name} asks to let it go:',
    },
  },
  resources: { lots: { name: 'Vaccine lots', fields: { productId: 'Product', lot: 'Lot', expiresOn: 'Expires on', status: 'State' } } },
  words: {
    lotStatus: { usable: 'usable', held: 'held', recalled: 'recalled' },
    lotHoldKind: { recall: 'recall', 'cold-chain': 'cold chain', suspected: 'suspected quality' },
    lotHoldStatus: { 'in-force': 'in force', 'release-asked': 'release awaits approval', released: 'let go' },
    lotHoldEvent: { placed: 'stopped', releaseAsked: 'release asked for', releaseDeclined: 'release declined', released: 'let go' },
  },
};
