import type { SharedWords } from './shared-words.js';

export const enWords: SharedWords = {
  roles: {
    registrar: 'registrar', 'pre-check-doctor': 'pre-check doctor', vaccinator: 'vaccinator', cashier: 'cashier', observer: 'observer', 'stock-keeper': 'stock keeper',
    'site-lead': 'site lead', 'district-supervisor': 'district supervisor', 'city-supervisor': 'city supervisor', 'provincial-supervisor': 'provincial supervisor', 'security-auditor': 'security auditor', administrator: 'administrator',
  },
  sex: { male: 'male', female: 'female', unknown: 'unknown', unstated: 'not stated' },
  station: {
    kiosk: 'kiosk', registration: 'registration', precheck: 'pre-check', cashier: 'cashier', vaccination: 'vaccination desk', observation: 'observation',
    'one-desk': 'all at one desk',
  },
  bodySite: { 'left-upper-arm': 'left upper arm', 'right-upper-arm': 'right upper arm', 'left-thigh': 'left thigh', 'right-thigh': 'right thigh' },
  route: { IM: 'intramuscular', SC: 'subcutaneous' },
  relation: { self: 'self', father: 'father', mother: 'mother', guardian: 'guardian', escort: 'authorised escort' },
  method: { 'scan-to-pay': 'scan to pay', cash: 'cash', 'insurance-account': 'insurance account' },
  rule: {
    none: 'none', 'cannot-verify': 'cannot be verified', doctor: "doctor's decision", 'minimum-age': 'minimum age', 'minimum-interval': 'minimum interval', 'live-interval': 'interval of live vaccines',
    'maximum-age': 'maximum age', 'not-needed': 'not needed',
  },
  means: {
    'dynamic-code': 'dynamic health code', 'static-code': 'static health code', 'offline-code': 'health code checked offline', 'document-reader': 'document by reader', certificate: 'certificate barcode or archive number', 'birth-certificate': 'birth certificate and mother',
    'typed-number': 'typed number',
  },
  field: { name: 'name', sex: 'sex', birthDate: 'birth date', identifier: 'ID number', phone: 'phone' },
  said: { differs: 'differs', 'ours-missing': 'we have none', 'theirs-missing': 'the registry has none', ours: 'ours holds', theirs: "the registry's holds" },
  idType: {
    'id-card': 'ID card', passport: 'Passport', 'hk-macau-permit': 'Hong Kong or Macau permit', 'taiwan-permit': 'Taiwan permit', 'residence-permit': 'Residence permit', 'foreigner-card': "Foreigner's card",
    'birth-certificate': 'Birth certificate', 'archive-number': 'Archive number', 'health-code': 'Health code',
  },
};
