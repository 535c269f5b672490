import type { ReportsMessages } from './reports-messages.js';

export const enReports: ReportsMessages = {
  resources: { reports: { name: 'Reports', fields: { visit: 'Journey', day: 'Day', site: 'Site', born: 'Year of birth', dose: 'Dose', took: 'Wait', reason: 'Reason', openUntil: 'Until', counts: 'Counts' } } },
  reports: {
    choices: 'Choose a report', report: 'Report', by: 'By', dose: 'Dose', every_dose: 'All doses', choose_dose: 'Choose a dose', dose_of: '%{series}, dose %{number}',
    from_visit: 'From', to_visit: 'To', from_birth: 'Born from', to_birth: 'Born to', most_days: 'at most %{days} days', wrong_order: 'not before the first day', count: 'Count', download: 'Download as a table', downloading: 'Downloading',
    empty: 'There is nothing to count here. Choose other days or another site.', as_of: 'As of %{at} (Beijing time), some seconds behind. Click a number to see what it counts.', total: 'Total', open: 'Too early to say', share: 'Share', median: 'Median', p90: '90th percentile', minutes: '%{minutes} min',
    back: 'Back to the report', gone: 'There is nothing here any more: records have changed since it was counted.', open_visit: 'Journey …%{id}',
    names: { coverage: 'Coverage', timeliness: 'Timeliness', 'no-show': 'No-shows', wait: 'Wait', upload: 'Upload within 24 hours', rejections: 'Rejections by the registry', duplicates: 'Duplicates' },
    about: {
      coverage: 'Of the residents who have the least age for it, those with the chosen dose valid by the schedule; a resident belongs to the site of the last visit. Those too young stand apart; doses too early or too soon after the one before do not count.',
      timeliness: 'Doses given within the ages of the schedule. Left out: doses for which it names no latest age.',
      'no-show': 'Of the bookings that were due, those to which nobody came. Left out: cancelled ones, those not yet due, and walk-ins.',
      wait: 'From check-in, of a walk-in from registration, to the first injection. Left out: visits without one.',
      upload: 'Doses confirmed by the registry within 24 hours of being given (Norms 9.2.4). Those whose 24 hours are not over stand apart.',
      rejections: 'Of what the registry answered to uploads and new archives, what it refused, by its reason. Left out: no answer.',
      duplicates: 'Of the visits with somebody identified, those of whom the registry has several archives or whose dose another visit had claimed (Norms 3.2.5: below 0.1 %).',
    },
    groupings: { area: 'Area', site: 'Site', day: 'Day', cohort: 'Year of birth', reason: 'Reason' },
    numbers: {
      coverage: { numerator: 'Valid dose', denominator: 'Residents of age' }, timeliness: { numerator: 'Timely', denominator: 'Doses given' }, 'no-show': { numerator: 'No-shows', denominator: 'Bookings due' }, wait: { numerator: 'Journeys', denominator: 'Journeys' },
      upload: { numerator: 'Within 24 h', denominator: 'Doses 24 h old' }, rejections: { numerator: 'Rejected', denominator: 'Answers' }, duplicates: { numerator: 'Duplicates', denominator: 'Journeys identified' },
    },
  },
  words: { series: { HepB: 'Hepatitis B', Polio: 'Polio', DTaP: 'DTaP', MMR: 'MMR', 'JE-L': 'Japanese encephalitis, live', 'MPSV-AC': 'Meningococcal A and C', 'HepA-L': 'Hepatitis A, live', CovidI: 'COVID-19, inactivated' } },
};
