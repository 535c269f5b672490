import { z } from 'zod';
import { ARCHIVE_FIELDS } from '../domain/archive/compare.js';
import { CASE_KINDS } from '../domain/cases/kinds.js';
import { COUNT_STOPS_AT } from '../domain/cases/queue.js';
import { IDENTIFICATION_MEANS, PROVISIONAL_REASONS } from '../domain/identity/means.js';
import { DESK_COMMANDS } from '../domain/journey/commands.js';
import { LOOK_UP_OUTCOMES, NOT_GIVEN_REASONS, NOTICE_OUTCOMES, PRECHECK_DECISIONS } from '../domain/journey/events.js';
import { CLOCK_KINDS } from '../domain/journey/clocks.js';
import { JOURNEY_FLAGS } from '../domain/journey/flags.js';
import { STAGES } from '../domain/journey/stages.js';
import { DOSE_STATES, UPLOAD_STATES } from '../domain/journey/state.js';
import { GATES } from '../domain/refusals.js';
import { areaCode, day, EXAMPLE, id, instant, pageOf, pageQuery, staffId, code, version } from './fields.js';
import { answerExample, CommandAnswer, DoseRequests } from './journey-commands.js';
import { RetriedStep, stepExample } from './journey-steps.js';
import { defineOperation } from './operation.js';

const Given = z.strictObject({ givenAt: instant, bodySite: z.string(), route: z.string(), contentVersion: version, upload: z.enum(UPLOAD_STATES), uploadDueAt: instant });

export const PlannedDose = z
  .strictObject({
    plannedDoseId: id('planned dose'),
    productId: z.string(),
    vaccine: z.string(),
    series: z.string(),
    doseNumber: z.int(),
    state: z.enum(DOSE_STATES),
    eligible: z.boolean().nullable(),
    notGiven: z.enum(NOT_GIVEN_REASONS).nullable(),
    given: Given.nullable(),
  })
  .meta({ id: 'PlannedDose' });

/** The two sides that `confirmArchive` names: versions as the desk saw them. */
export const JourneyArchive = z
  .strictObject({
    oursVersion: z.int().nullable(),
    theirsVersion: z.string().nullable(),
    outcome: z.enum(LOOK_UP_OUTCOMES).nullable().meta({ description: 'null while the registry has not answered' }),
    fields: z.partialRecord(z.enum(ARCHIVE_FIELDS), z.enum(['differs', 'ours-missing', 'theirs-missing'])).meta({ description: 'on which both sides do not say the same, and how' }),
    decision: z.enum(['create', 'adopt', 'provisional']).nullable(),
    settled: z.boolean(),
  })
  .meta({ id: 'JourneyArchive' });
export type JourneyArchive = z.infer<typeof JourneyArchive>;

const Clock = z
  .strictObject({
    kind: z.enum(CLOCK_KINDS).meta({ description: 'what happens at its end, if nothing does before' }),
    endsAt: instant,
    plannedDoseId: id('planned dose').nullable().meta({ description: 'of an upload' }),
    caseId: id('case').nullable().meta({ description: 'of a case, which then moves up to the next level, or is overdue at the highest' }),
  })
  .meta({ id: 'Clock' });

export const Journey = z
  .strictObject({
    id: id('journey'),
    residentId: id('resident'),
    siteId: id('site'),
    areaCode,
    channel: z.string(),
    day,
    slotId: id('slot').nullable(),
    version,
    stage: z.enum(STAGES),
    identifiedBy: z.enum(IDENTIFICATION_MEANS).nullable(),
    identityProvisional: z
      .strictObject({ why: z.enum(PROVISIONAL_REASONS), settleBy: instant, overdue: z.boolean() })
      .nullable()
      .meta({ description: 'the identity holds for the time being: a full identification settles it, later than `settleBy` a case does' }),
    archive: JourneyArchive,
    precheck: z.enum(PRECHECK_DECISIONS).nullable(),
    doses: z.array(PlannedDose),
    observeUntil: instant.nullable(),
    released: z.boolean(),
    recordsFinal: z.boolean().meta({ description: 'the desk can no longer correct the records of this visit' }),
    retrying: z
      .array(RetriedStep)
      .meta({ description: 'steps of the process that are being retried, from the second attempt on, and those that are held' }),
    notice: z.enum([...NOTICE_OUTCOMES, 'waiting']).nullable().meta({ description: '`waiting`: its first send failed or has to wait; what becomes of it stands in the list of notices' }),
    openCases: z.array(z.strictObject({ caseId: id('case'), kind: z.enum(CASE_KINDS), plannedDoseId: id('planned dose').nullable() })),
    clocks: z.array(Clock).meta({ description: 'what runs now, the next to end first' }),
    asOf: instant.meta({ description: 'the time here when this was told, by which `clocks` run down' }),
    engineUrl: z.url().nullable().meta({ description: "the engine's own page about the process, for supervisors of an installation that has one" }),
  })
  .meta({ id: 'Journey' });
export type Journey = z.infer<typeof Journey>;

export const JourneyRow = z
  .strictObject({
    id: id('journey'), siteId: id('site'), stage: z.enum(STAGES), day, channel: z.string(), openCases: z.int().min(0), startedAt: instant, closedAt: instant.nullable(),
    flags: z.array(z.enum(JOURNEY_FLAGS)), retrying: z.array(RetriedStep),
  })
  .meta({ id: 'JourneyRow' });

const journeyExample: Journey = {
  id: EXAMPLE.journey, residentId: EXAMPLE.resident, siteId: EXAMPLE.site, areaCode: '440106', channel: 'site', day: EXAMPLE.day, slotId: EXAMPLE.slot, version: 3,
  stage: 'identified', identifiedBy: 'dynamic-code', identityProvisional: null, archive: { oursVersion: 1, theirsVersion: null, outcome: 'none', fields: {}, decision: null, settled: false }, precheck: null,
  doses: [{ plannedDoseId: EXAMPLE.plannedDose, productId: 'mmr', vaccine: 'MMR', series: 'MMR', doseNumber: 1, state: 'planned', eligible: null, notGiven: null, given: null }],
  observeUntil: null, released: false, recordsFinal: false, retrying: [], notice: null, openCases: [],
  clocks: [{ kind: 'case', endsAt: EXAMPLE.at, plannedDoseId: null, caseId: EXAMPLE.case }], asOf: EXAMPLE.at, engineUrl: null,
};

/** Filters that the list of journeys offers, each with one order and an index; every other combination is 422 `list-not-offered`. */
export const JOURNEY_LISTS = ['siteId+day', 'siteId+stage', 'siteId+flag', 'area+day', 'area+flag', 'day', 'flag'] as const;

const who = { scope: ['journeys:read', 'journeys:book'], kinds: ['site-client', 'channel', 'operator'], tag: 'journeys', status: 200 } as const;
const params = z.strictObject({ id: id('journey') });

export const startWalkIn = defineOperation({
  id: 'startWalkIn', method: 'post', path: '/v1/journeys', tag: 'journeys', summary: 'A resident without a booking stands at the desk',
  scope: 'journeys:desk', kinds: ['site-client'],
  body: z
    .strictObject({ residentId: id('resident'), siteId: id('site'), doses: DoseRequests, station: code.optional(), staffId: staffId.optional(), claimedAt: instant.optional() })
    .meta({ id: 'WalkIn' }),
  status: 201, answer: CommandAnswer, problems: [404, 409],
  examples: {
    bodies: { oneDose: { residentId: EXAMPLE.resident, siteId: EXAMPLE.site, doses: [{ productId: 'mmr', doseNumber: 1 }], station: 'registration', staffId: 'N-101' } },
    answer: { ...answerExample, version: 1, events: ['walkedIn'] },
  },
});

export const listJourneys = defineOperation({
  id: 'listJourneys', method: 'get', path: '/v1/journeys', summary: `Journeys by ${JOURNEY_LISTS.join(', ')}; those without a site for operators`,
  ...who, scope: 'journeys:read', kinds: ['site-client', 'operator'],
  query: z.strictObject({ siteId: id('site').optional(), area: areaCode.optional(), day: day.optional(), stage: z.enum(STAGES).optional(), flag: z.enum(JOURNEY_FLAGS).optional(), ...pageQuery }),
  answer: pageOf(JourneyRow).meta({ id: 'JourneyPage' }), problems: [404],
  examples: {
    query: { siteId: EXAMPLE.site, day: EXAMPLE.day },
    answer: {
      data: [{ id: EXAMPLE.journey, siteId: EXAMPLE.site, stage: 'identified', day: EXAMPLE.day, channel: 'site', openCases: 0, startedAt: EXAMPLE.at, closedAt: null, flags: ['retrying'], retrying: [stepExample] }],
      pageInfo: { hasNextPage: false, endCursor: null },
    },
  },
});

/** Where journeys of a day are counted. */
export const JOURNEY_COUNTS = ['siteId+day', 'area+day'] as const;

const StageCount = z.strictObject({ stage: z.enum(STAGES), count: z.int().min(1).max(COUNT_STOPS_AT) }).meta({ id: 'StageCount' });

export const countJourneys = defineOperation({
  id: 'countJourneys', method: 'get', path: '/v1/journeys/counts', summary: `How many journeys of a day stand in each stage, by site or area; ${COUNT_STOPS_AT} means that many or more`,
  ...who, scope: 'journeys:read', kinds: ['site-client', 'operator'],
  query: z.strictObject({ siteId: id('site').optional(), area: areaCode.optional(), day }),
  answer: z.strictObject({ data: z.array(StageCount) }).meta({ id: 'StageCounts' }), problems: [404],
  examples: { query: { siteId: EXAMPLE.site, day: EXAMPLE.day }, answer: { data: [{ stage: 'booked', count: 41 }, { stage: 'observing', count: 3 }] } },
});

export const getJourney = defineOperation({
  id: 'getJourney', method: 'get', path: '/v1/journeys/{id}', summary: 'One journey as it stands', ...who, params, answer: Journey, problems: [404],
  examples: { params: { id: EXAMPLE.journey }, answer: journeyExample },
});

/** Who did it, by reference. */
export const Actor = z
  .strictObject({ kind: z.enum(['client', 'resident', 'person', 'device', 'process']), clientId: z.string().optional(), staffId: z.string().optional(), residentId: z.string().optional(), personId: z.string().optional(), deviceId: z.string().optional().meta({ description: 'the shared desk at which the person was, or of `device` the kiosk' }) })
  .meta({ id: 'Actor' });

export const TimelineEntry = z
  .strictObject({
    version, type: z.string(), at: instant, station: z.string().nullable(), commandId: id('command'),
    actor: Actor,
    data: z.record(z.string(), z.unknown()).meta({ description: 'ids, codes and instants in milliseconds as in the log; never free text' }),
  })
  .meta({ id: 'TimelineEntry' });

export const getTimeline = defineOperation({
  id: 'getTimeline', method: 'get', path: '/v1/journeys/{id}/timeline', summary: 'What happened, in order: the log itself', ...who, params,
  answer: z.strictObject({ data: z.array(TimelineEntry) }).meta({ id: 'Timeline' }), problems: [404],
  examples: {
    params: { id: EXAMPLE.journey },
    answer: { data: [{ version: 2, type: 'checkedIn', at: EXAMPLE.at, station: 'kiosk', commandId: EXAMPLE.command, actor: { kind: 'client', clientId: 'site-tianhe' }, data: {} }] },
  },
});

export const OpenCommands = z
  .strictObject({
    journeyId: id('journey'), version, stage: z.enum(STAGES),
    allowed: z.array(z.enum(DESK_COMMANDS)).meta({ description: 'open in this stage for this caller' }),
    doses: z.array(z.strictObject({ plannedDoseId: id('planned dose'), state: z.enum(DOSE_STATES), firstOpenGate: z.enum(GATES).nullable() })),
  })
  .meta({ id: 'OpenCommands' });

export const getOpenCommands = defineOperation({
  id: 'getOpenCommands', method: 'get', path: '/v1/journeys/{id}/commands', summary: 'Commands open now, and the first open gate of each dose', ...who, params,
  answer: OpenCommands, problems: [404],
  examples: {
    params: { id: EXAMPLE.journey },
    answer: {
      journeyId: EXAMPLE.journey, version: 2, stage: 'arrived', allowed: answerExample.allowed,
      doses: [{ plannedDoseId: EXAMPLE.plannedDose, state: 'planned', firstOpenGate: 'identified' }],
    },
  },
});
