import { enWords } from '../../../ui/words/en.js';
import { enAdministration } from './en-administration.js';
import { enCases } from './en-cases.js';
import { enEvents } from './en-events.js';
import { enPolicies } from './en-policies.js';
import { enReports } from './en-reports.js';
import { enDecisions } from './en-decisions.js';
import { enJourneys } from './en-journeys.js';
import { enDesks } from './en-desks.js';
import { enLots } from './en-lots.js';
import { enQueries } from './en-queries.js';
import { enRecords, enRecordWords } from './en-records.js';
import { enRegisters } from './en-registers.js';
import { enSystems } from './en-systems.js';
import type { OwnMessages } from './own-messages.js';

export const en: OwnMessages = {
  ...enDecisions,
  ...enLots.texts,
  ...enQueries,
  ...enCases.texts,
  ...enSystems.texts,
  journey: enJourneys.journey,
  list: enJourneys.list,
  show: enJourneys.show,
  ...enRecords,
  ...enRegisters.texts,
  reports: enReports.reports,
  app: { title: 'Miaocheng', sign_out: 'Sign out', live: 'live', polling: 'every 15 s' },
  roles: enWords.roles,
  resources: {
    sites: { name: 'Sites', one: 'Site', fields: { name: 'Name' } },
    notices: { name: 'Notices', fields: { createdAt: 'Time', kind: 'Template', channel: 'Channel', state: 'State', attempts: 'Attempts', nextTryAt: 'Next attempt' } },
    residents: { name: 'Residents and archives' },
    ...enCases.resources,
    ...enJourneys.resources,
    ...enLots.resources,
    ...enSystems.resources,
    ...enAdministration.resources,
    ...enDesks.resources,
    ...enPolicies.resources,
    ...enRegisters.resources,
    ...enReports.resources,
  },
  today: {
    observation_alarms: '%{count} alarms of the observation area',
    not_released: 'observed until %{at}, and nobody has released them',
    left_unreleased: 'observed until %{at}, went away unreleased, to be followed up',
    title: 'Today',
    needs: 'What needs you',
    nothing_here: 'Nothing on this page is of your role.',
    all: 'Show all %{count}',
    journeys: 'Journeys of today',
    all_journeys: 'Show the journeys of today',
    service: 'State of the service',
    ready: 'All is well.',
    engine_down: 'The engine has been away since %{at}: desks go on, and what follows catches up by itself.',
    issuer_away: 'Health codes cannot be checked for the time being: identify by documents.',
  },
  policies: enPolicies.policies,
  audit: enAdministration.audit,
  desk: enDesks.desk,
  devices: enDesks.devices,
  pin: enDesks.pin,
  staff: enAdministration.staff,
  errors: {
    title: 'Cannot be shown now',
    unreachable: 'Miaocheng cannot be reached. Journeys go on and nothing is lost; please try again in a moment.',
    unexpected: 'The answer of the service was not understood.',
    refused: 'The service refused this request.',
    read_only: 'This page changes nothing in this way.',
    denied: 'This page is not open to you',
    denied_hint: 'Your role may not see it. If you need it for your work, ask your administrator.',
    try_again: 'Try again',
    not_loaded: 'This page could not be loaded: the network may be away, or the service has just been updated.',
    request: 'request %{id}',
  },
  words: {
    ...enCases.words,
    ...enEvents.words,
    ...enSystems.words,
    ...enAdministration.words,
    ...enRecordWords,
    ...enJourneys.words,
    ...enLots.words,
    ...enDesks.words,
    ...enPolicies.words,
    ...enRegisters.words,
    ...enReports.words,
    sex: enWords.sex,
  },
};
