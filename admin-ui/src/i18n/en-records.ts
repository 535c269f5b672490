import { enWords } from '../../../ui/words/en.js';
import type { RecordMessages, RecordWords } from './record-messages.js';

export const enRecords: RecordMessages = {
  residents: {
    hint: 'Find one resident by the number of a document, of the archive or of a birth certificate. There is no list of residents; each look-up stands in the audit.', from_journeys: 'There is no list of residents: open one from a journey or a case.', look_up: 'Look up', type: 'Kind of number', number: 'Number', nobody: 'Within your reach there is no resident with this number.', found: '%{name}, born %{birthDate}.', open: 'Open',
    back: 'Back to the look-up', title: 'Resident and archive', who: 'Resident', reveal: 'Show in the clear', hide: 'Mask again', reason: 'Reason', nationality: 'Nationality', guardian: 'Guardian', archive: 'Archive', archive_state: 'State of the archive', registry: 'Registry', versions: 'Versions (ours / registry)', identity_check: 'Identity check',
    origins: 'Where each field is from', source: 'Source', since: 'Since', authority: 'Vouched for by', vouched: 'Vouched at', nobody_vouches: 'nobody yet', doses: 'Doses', no_doses: 'No dose on record.', lot: 'Lot', time_left: '24 hours to upload', no_journeys: 'No journey.',
    looks: 'Who looked', looks_hint: 'The latest %{count} of the audit.',
  },
  notices: {
    empty: 'There is no notice under these filters.', such_as: 'such as %{example}', day: 'Day', day_hint: 'Empty: all days', any_state: 'All states', back: 'Back to the list', title: 'Notice', to: 'Sent to (number of now)', version: 'Content version', answer: "Provider's answer", tries: 'Each attempt', no_tries: 'No attempt on record: not sent yet, or sent by an earlier release.',
    attempt: 'No.', begun: 'Time', outcome: 'Outcome', unknown_end: 'End not known', resend: 'Send again', resend_hint: 'Another message of the same content goes out, and an open case about it is settled with that. What is still being delivered is not sent twice.', resend_reason: 'Required; kept encrypted, it stands in the log of the journey.', resent: 'It will be sent again: the new notice stands in the list.',
  },
};

export const enRecordWords: RecordWords = {
  country: { CN: 'China', HK: 'Hong Kong, China', MO: 'Macao, China', TW: 'Taiwan, China' },
  idType: enWords.idType,
  archiveState: { unknown: 'not looked up yet', provisional: 'provisional', creating: 'being created', known: 'at the registry', rejected: 'sent back' },
  fieldSource: { registration: 'registered here', registry: 'taken from the registry' },
  authority: { 'birth-certificate': 'Birth certificate authority', 'police-face': 'Police, by face', 'household-register': 'Household register', staff: 'Staff, from documents', resident: 'The resident' },
  registryState: { recorded: 'recorded here', waiting: 'waiting', uploaded: 'uploaded', confirmed: 'confirmed', rejected: 'rejected', overdue: 'overdue', 'cannot-verify': 'cannot verify', 'told-by-registry': 'told by the registry' },
  identityStatus: { 'not-asked': 'not asked', asking: 'under way', verified: 'verified', mismatch: 'differs', 'not-found': 'not found', refused: 'refused by the authority', 'no-authority': 'no authority to ask' },
  codeStatus: { normal: 'normal', suspended: 'suspended', formal: 'formal', temporary: 'temporary' },
  revealReason: { 'compare-with-document': 'Compare with a document', 'call-resident': 'Call the resident', 'decide-case': 'Decide a case', 'answer-request': 'Answer a request', 'investigate-complaint': 'Investigate a complaint' },
  attemptOutcome: { accepted: 'accepted', delivered: 'delivered', 'not-received': 'not received', refused: 'refused', unavailable: 'could not be sent', uncertain: 'uncertain' },
};
