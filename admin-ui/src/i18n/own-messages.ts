import type { Role } from '../../../domain/access/roles.js';
import type { Sex } from '../../../domain/identity/sex.js';
import type { AdministrationMessages } from './administration-messages.js';
import type { CaseMessages } from './case-messages.js';
import type { EventMessages } from './event-messages.js';
import type { JourneyMessages } from './journey-messages.js';
import type { LotMessages } from './lot-messages.js';
import type { DeskMessages } from './desk-messages.js';
import type { PolicyMessages } from './policy-messages.js';
import type { DecisionMessages } from './decision-messages.js';
import type { QueryMessages } from './query-messages.js';
import type { RecordMessages, RecordWords } from './record-messages.js';
import type { RegisterMessages } from './register-messages.js';
import type { SystemMessages } from './system-messages.js';
import type { ReportsMessages } from './reports-messages.js';

/** What this page says beside react-admin and the contract. A value added to a list of the domain fails here until both languages name it. */
export type OwnMessages = Pick<AdministrationMessages, 'audit' | 'staff'> & Pick<DeskMessages, 'desk' | 'devices' | 'pin'> & Pick<PolicyMessages, 'policies'> & DecisionMessages & QueryMessages & RegisterMessages['texts'] & LotMessages['texts'] & RecordMessages & Pick<JourneyMessages, 'journey' | 'list' | 'show'> & CaseMessages['texts'] & SystemMessages['texts'] & Pick<ReportsMessages, 'reports'> & {
  app: Record<'title' | 'sign_out' | 'live' | 'polling', string>;
  roles: Record<Role, string>;
  resources: {
    sites: { name: string; one: string; fields: Record<'name', string> };
    notices: { name: string; fields: Record<'createdAt' | 'kind' | 'channel' | 'state' | 'attempts' | 'nextTryAt', string> };
    residents: { name: string };
  } & AdministrationMessages['resources'] & CaseMessages['resources'] & JourneyMessages['resources'] & LotMessages['resources'] & SystemMessages['resources'] & DeskMessages['resources'] & PolicyMessages['resources'] & RegisterMessages['resources'] & ReportsMessages['resources'];
  today: Record<'title' | 'observation_alarms' | 'not_released' | 'left_unreleased' | 'needs' | 'nothing_here' | 'all' | 'journeys' | 'all_journeys' | 'service' | 'ready' | 'engine_down' | 'issuer_away', string>;
  errors: Record<'title' | 'unreachable' | 'unexpected' | 'refused' | 'read_only' | 'denied' | 'denied_hint' | 'try_again' | 'not_loaded' | 'request', string>;
  words: {
    sex: Record<Sex, string>;
  } & AdministrationMessages['words'] & CaseMessages['words'] & EventMessages['words'] & LotMessages['words'] & SystemMessages['words'] & DeskMessages['words'] & JourneyMessages['words'] & PolicyMessages['words'] & RecordWords & RegisterMessages['words'] & ReportsMessages['words'];
};
