import type { SystemMessages } from './system-messages.js';

export const enSystems: SystemMessages = {
  texts: {
    systems: {
      range: 'Time', hour: 'last hour', six_hours: 'last 6 hours', day: 'last 24 hours', fortnight: 'last 14 days',
      state: 'State', owed: 'Owed', owed_overdue: '%{owed}, of which %{overdue} overdue', oldest: 'Oldest', drains: 'Done in about',
      drains_not: 'does not get less', drains_after: 'begins when it goes on', nothing_owed: 'nothing is owed', no_sample: 'no figures yet', no_figures: 'There are no figures of this time.', no_calls: 'No calls in this time.',
      latency: 'Time to answer', p50: 'median', p99: '99th percentile', slowest: 'highest 99th percentile %{ms} ms',
      error_rate: 'Calls not answered', failed_of: '%{failed} of %{calls} calls not answered', most_owed: 'at most %{most}, lately %{last}', as_table: 'Show as a table',
      propose_pause: 'Propose a pause', approve_pause: 'Approve: pause', decline_pause: 'Decline', take_back: 'Take back', resume: 'Let it go on',
      about_propose: 'Within seconds nothing is sent to this system any more, and sites go on working. It counts once another person has approved it. The 24 hours that the law gives an upload go on.',
      about_approve: 'It counts at once: within seconds nothing is sent to this system any more, and every page says so, until somebody lets it go on.',
      about_decline: 'Nothing is paused, the system goes on.',
      about_resume: 'What waited is sent at the usual rate, each thing once.',
      proposed: '%{by} proposed a pause at %{at}.', awaits: 'Another person has to approve.', paused: '%{by} approved at %{at}; the system is paused.',
      reason_needed: 'Required: say on what ground. Kept encrypted.',
    },
    banners: {
      'issuer-away': 'Health codes cannot be checked for the time being: identify people by their documents.',
      'registry-paused': 'The registry is paused: look-ups, archives and uploads wait, desks go on from certificates; the 24 hours for an upload go on.',
      'notices-paused': 'Text messages are paused: notices are sent once they go on.',
      'identity-paused': 'An identity authority is paused: verify identities from original documents.',
    },
  },
  resources: {
    systems: { name: 'Registries and issuers', fields: { at: 'time', state: 'state', calls: 'calls', failed: 'not answered', p50: 'median (ms)', p99: '99th percentile (ms)', owed: 'owed', overdue: 'overdue' } },
  },
  words: {
    system: { 'registry-guangdong': 'Guangdong immunization registry', sms: 'text messages', 'birth-certificate': 'birth certificates', 'police-face': 'police face comparison', 'household-register': 'household register' },
    systemState: { closed: 'well', open: 'does not answer', 'half-open': 'coming back', paused: 'paused' },
    callError: {
      'connection-refused': 'connection refused', 'connection-lost': 'connection lost', timeout: 'timeout', tls: 'TLS', throttled: 'throttled', 'server-error': 'server error', 'not-authorised': 'not authorised', 'unexpected-status': 'unexpected status',
      redirected: 'redirected', 'too-large': 'too large', 'not-json': 'not readable', malformed: 'malformed', 'cannot-be-asked': 'cannot be asked', paused: 'paused', other: 'other',
      'archive-unknown': 'archive unknown to the registry', 'archive-moved': 'archive has changed', 'several-archives': 'several archives', 'other-person': 'answer about somebody else', 'person-differs': 'identity data differ', 'invalid-field': 'content not accepted', 'key-reused': 'other content under the same key',
      'invalid-message': 'message not accepted', 'no-such-message': 'no such message', 'not-received': 'not received', 'bad-number': 'not a valid number', 'dose-incomplete': 'record of the dose incomplete', unknown: 'unknown cause',
    },
  },
};
