import type { ARCHIVE_STATES } from '../../../domain/archive/compare.js';
import type { FieldOrigin } from '../../../domain/archive/field-origin.js';
import type { RegistryState } from '../../../domain/archive/registry-state.js';
import type { IdentityStatus } from '../../../domain/identity/check.js';
import type { IdType } from '../../../domain/identity/identifier.js';
import type { AttemptOutcome } from '../../../domain/notices/delivery.js';
import type { RevealReason } from '../residents/rows.js';

/** What the pages of residents and of notices say. */
export type RecordMessages = {
  residents: Record<
    | 'hint' | 'from_journeys' | 'look_up' | 'type' | 'number' | 'nobody' | 'found' | 'open' | 'back' | 'title' | 'who' | 'reveal' | 'hide' | 'reason' | 'nationality' | 'guardian' | 'archive' | 'archive_state' | 'registry' | 'versions' | 'identity_check'
    | 'origins' | 'source' | 'since' | 'authority' | 'vouched' | 'nobody_vouches' | 'doses' | 'no_doses' | 'lot' | 'time_left' | 'no_journeys' | 'looks' | 'looks_hint',
    string
  >;
  notices: Record<
    'empty' | 'such_as' | 'day' | 'day_hint' | 'any_state' | 'back' | 'title' | 'to' | 'version' | 'answer' | 'tries' | 'no_tries' | 'attempt' | 'begun' | 'outcome' | 'unknown_end' | 'resend' | 'resend_hint' | 'resend_reason' | 'resent',
    string
  >;
};

export type RecordWords = {
  country: Record<'CN' | 'HK' | 'MO' | 'TW', string>;
  idType: Record<IdType, string>;
  archiveState: Record<(typeof ARCHIVE_STATES)[number], string>;
  fieldSource: Record<FieldOrigin['source'], string>;
  authority: Record<NonNullable<FieldOrigin['authority']>, string>;
  registryState: Record<RegistryState, string>;
  identityStatus: Record<IdentityStatus | 'not-asked', string>;
  codeStatus: Record<'normal' | 'suspended' | 'formal' | 'temporary', string>;
  revealReason: Record<RevealReason, string>;
  attemptOutcome: Record<AttemptOutcome, string>;
};
