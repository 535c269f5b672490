import type { Banner } from '../../../contracts/fields.js';
import type { SystemId, SystemState } from '../../../domain/systems/systems.js';

/** Names in the API that the domain keeps no list of; one that is not here is shown as it is. */
type Names = Record<string, string>;

/** What the page of registries and issuers says, and the banners of what is paused or away. */
export type SystemMessages = {
  texts: {
    systems: Record<
      | 'range' | 'hour' | 'six_hours' | 'day' | 'fortnight' | 'state' | 'owed' | 'owed_overdue' | 'oldest' | 'drains' | 'drains_not' | 'drains_after' | 'nothing_owed' | 'no_sample' | 'no_figures' | 'no_calls'
      | 'latency' | 'p50' | 'p99' | 'slowest' | 'error_rate' | 'failed_of' | 'most_owed' | 'as_table'
      | 'propose_pause' | 'approve_pause' | 'decline_pause' | 'take_back' | 'resume' | 'about_propose' | 'about_approve' | 'about_decline' | 'about_resume' | 'proposed' | 'awaits' | 'paused' | 'reason_needed',
      string
    >;
    banners: Record<Banner, string>;
  };
  resources: {
    systems: { name: string; fields: Record<'at' | 'state' | 'calls' | 'failed' | 'p50' | 'p99' | 'owed' | 'overdue', string> };
  };
  words: {
    system: Record<SystemId, string>;
    systemState: Record<SystemState, string>;
    callError: Names;
  };
};
