import { z } from 'zod';
import { ARCHIVE_FIELDS } from '../domain/archive/compare.js';
import { DOCUMENT_TYPES } from '../domain/identity/means.js';
import { DESK_COMMANDS } from '../domain/journey/commands.js';
import { NOT_GIVEN_REASONS, PRECHECK_DECISIONS, SEVERITIES } from '../domain/journey/events.js';
import { PAYMENT_METHODS } from '../domain/payment/price.js';
import { STAGES } from '../domain/journey/stages.js';
import { banners, code, day, EXAMPLE, freeText, id, Identifier, instant, lot, personName, scannedText, staffId, version } from './fields.js';
import { defineOperation } from './operation.js';

export const DoseRequest = z.strictObject({ productId: code, doseNumber: z.int().min(1).max(20) }).meta({ id: 'DoseRequest' });
export type DoseRequest = z.infer<typeof DoseRequest>;
export const DoseRequests = z.array(DoseRequest).min(1).max(10);

const plannedDoseId = id('planned dose');
const traceCode = scannedText.meta({ description: 'of the smallest package as scanned: 20 digits, or a GS1 DataMatrix with 01, 17, 10 and 21; kept as it is in the evidence' });

/** Kept encrypted as evidence: the picture of a signature, or where the paper lies. */
export const Signature = z
  .strictObject({ how: z.enum(['screen', 'phone', 'paper']), pictureBase64: z.base64().max(60_000).optional(), paperReference: code.optional() })
  .meta({ id: 'Signature' });

export const ChecklistItem = z
  .strictObject({ item: code, value: z.string().max(200), source: z.enum(['scan', 'archive', 'manual']), staffId, at: instant })
  .meta({ id: 'ChecklistItem' });

const Document = z.strictObject({ type: z.enum(DOCUMENT_TYPES), number: Identifier.shape.number }).meta({ id: 'Document' });
const readBackMatches = z.boolean().meta({ description: 'whether what was read back to the person present matches; false is a hard stop' });

/** Every means to identify somebody. Numbers are resolved by blind index and stand in no event, answer or address. */
const Identify = z
  .discriminatedUnion('by', [
    z.strictObject({ by: z.literal('code').optional(), text: scannedText, readBackMatches }).meta({ description: 'dynamic or static health code, as scanned' }),
    z
      .strictObject({ by: z.literal('offline-code'), text: scannedText, checkedAt: instant, readBackMatches })
      .meta({ description: 'a code that a device checked by our published keys while it or we were away; checked again now, provisional in any case' }),
    z
      .strictObject({ by: z.literal('document-reader'), document: Document, name: personName, readBackMatches })
      .meta({ description: 'number and name as a device read them' }),
    z.strictObject({ by: z.literal('certificate'), text: scannedText, readBackMatches }).meta({ description: 'barcode of the certificate, or the archive number printed there' }),
    z
      .strictObject({ by: z.literal('birth-certificate'), number: Identifier.shape.number.nullable(), mother: Identifier, readBackMatches })
      .meta({ description: 'birth certificate and the document of the mother; the number is null for a newborn who has none yet, which is provisional' }),
    z.strictObject({ by: z.literal('typed-number'), document: Document, readBackMatches }).meta({ description: 'typed by staff: needs a reason' }),
  ])
  .meta({ id: 'Identify' });

/** Whose value of a field holds. */
export const TakenFields = z.partialRecord(z.enum(ARCHIVE_FIELDS), z.enum(['ours', 'theirs']));

const advice = freeText.optional().meta({ description: 'needed for whatever does not go; kept encrypted as evidence. A `reason` of the command counts as advice for all' });

/** 一验证: the resident's or guardian's own act, kept as evidence. */
export const ResidentConfirmation = z
  .strictObject({
    by: z.enum(['resident', 'guardian']),
    relation: code.optional().meta({ description: 'of the guardian who confirmed' }),
    how: z.enum(['second-screen', 'phone', 'signature']),
    at: instant.optional().meta({ description: 'when, by the device; without it the instant of the command counts' }),
    signature: Signature.optional(),
  })
  .meta({ id: 'ResidentConfirmation' });

const DATA = {
  reschedule: z.strictObject({ slotId: id('slot') }),
  cancel: z.strictObject({}),
  checkIn: z.strictObject({ siteId: id('site') }),
  identify: Identify,
  confirmArchive: z.strictObject({
    oursVersion: z.int().min(0),
    theirsVersion: z.string().max(200).nullable(),
    historyFrom: z.enum(['registry', 'certificate', 'unknown']).meta({ description: '`certificate` and `unknown` need a reason; with `unknown` a doctor decides about each dose' }),
    take: TakenFields.default({}).meta({ description: 'whose value holds, of each field that differs, after the document was seen' }),
  }),
  recordPrecheck: z.strictObject({
    decision: z.enum(PRECHECK_DECISIONS).meta({ description: 'of every dose that is still open and has none of its own in `doses`' }),
    questionnaire: code.meta({ description: 'the general one; what the products need beside it is asked in any case' }),
    answers: z.record(code, z.boolean()).meta({ description: 'by question, of every questionnaire that the open doses need' }),
    deferUntil: day.nullable().default(null),
    advice,
    doses: z
      .array(z.strictObject({ plannedDoseId, decision: z.enum(PRECHECK_DECISIONS), deferUntil: day.nullable().default(null), advice }))
      .max(10)
      .default([]),
  }),
  planDose: z.strictObject({ dose: DoseRequest }),
  dropDose: z.strictObject({ plannedDoseId }),
  recordConsent: z.strictObject({
    plannedDoseIds: z.array(plannedDoseId).min(1).max(10),
    consentText: code,
    relation: code.meta({ description: '`self`, a relation that the consent text names, or `escort` with an authorisation on record' }),
    escortAuthorisationId: id('authorisation by which an escort signs').nullable().default(null),
    informed: z.array(code).max(50),
    signature: Signature,
  }),
  recordPayment: z.strictObject({
    plannedDoseId,
    amountFen: z.int().min(0).max(100_000_000).meta({ description: 'vaccine and service fee, as the price of the day says' }),
    method: z.enum(PAYMENT_METHODS).nullable().default(null),
  }),
  verify: z.strictObject({
    plannedDoseId,
    traceCode,
    productId: code,
    lot,
    items: z.array(ChecklistItem).max(50),
    vaccinatorConfirmed: z.boolean(),
    residentConfirmation: ResidentConfirmation.nullable(),
  }),
  recordDose: z.strictObject({ plannedDoseId, lot, bodySite: code, route: code, givenAt: instant }),
  reportUnverifiedDose: z.strictObject({
    dose: z.union([z.strictObject({ plannedDoseId }), DoseRequest]).meta({ description: 'a dose planned here, or what went in that was not' }),
    lot: lot.nullable().meta({ description: 'null where nobody knows any more' }),
    traceCode: traceCode.nullable(),
    bodySite: code,
    route: code,
    givenAt: instant,
  }).meta({ description: 'a jab that no checklist stands for; never refused for a stage or a gate' }),
  correctOwnDose: z.strictObject({ plannedDoseId, bodySite: code, route: code, givenAt: instant }).meta({ description: 'by whoever gave it, before it has left; needs a reason' }),
  notGiven: z.strictObject({ plannedDoseId, reason: z.enum(NOT_GIVEN_REASONS), packageOpened: z.boolean(), injected: z.boolean().default(false).meta({ description: 'something went in all the same, as `partial` always says: observation begins' }) }),
  reportReaction: z.strictObject({ plannedDoseId: plannedDoseId.nullable(), severity: z.enum(SEVERITIES), description: freeText }),
  reportLeft: z.strictObject({}).meta({ description: 'went away before anybody released them: an alarm until somebody has found out how they are and releases them with a reason' }),
  release: z.strictObject({ early: z.boolean() }),
} as const;

export type ApiCommandType = keyof typeof DATA;
export const API_COMMANDS = DESK_COMMANDS.filter((type): type is ApiCommandType => type in DATA);

/** What every command may carry beside its data. `claimedAt` is the device's time: evidence, never decided on. */
const envelope = {
  expectedVersion: version.optional().meta({ description: 'refused with 409 `version-moved` when the journey is elsewhere' }),
  station: code.optional(),
  staffId: staffId.optional(),
  claimedAt: instant.optional(),
  reason: freeText.optional().meta({ description: 'kept encrypted; the event refers to it by id' }),
};

function form<T extends ApiCommandType>(type: T) {
  return z.strictObject({ type: z.literal(type), data: DATA[type], ...envelope }).meta({ id: `${type.charAt(0).toUpperCase()}${type.slice(1)}Command` });
}

export const JourneyCommandBody = z
  .discriminatedUnion('type', [
    form('reschedule'), form('cancel'), form('checkIn'), form('identify'), form('confirmArchive'), form('recordPrecheck'), form('planDose'), form('dropDose'),
    form('recordConsent'), form('recordPayment'), form('verify'), form('recordDose'), form('reportUnverifiedDose'), form('correctOwnDose'), form('notGiven'), form('reportReaction'), form('reportLeft'), form('release'),
  ])
  .meta({ id: 'JourneyCommand' });
export type JourneyCommandBody = z.infer<typeof JourneyCommandBody>;
export type JourneyCommandOf<T extends ApiCommandType> = Extract<JourneyCommandBody, { type: T }>;
export type IdentifyData = z.infer<typeof Identify>;

/** The answer of every accepted command; a repeat with the same key and body gives the same again. */
export const CommandAnswer = z
  .strictObject({
    commandId: id('command'),
    journeyId: id('journey'),
    version,
    stage: z.enum(STAGES),
    events: z.array(z.string()).meta({ description: 'types of what happened, in order' }),
    allowed: z.array(z.enum(DESK_COMMANDS)).meta({ description: 'commands open in this stage' }),
    banners: banners.optional(),
  })
  .meta({ id: 'CommandAnswer' });
export type CommandAnswer = z.infer<typeof CommandAnswer>;

export const answerExample: CommandAnswer = {
  commandId: EXAMPLE.command, journeyId: EXAMPLE.journey, version: 2, stage: 'arrived', events: ['checkedIn'],
  allowed: ['cancel', 'identify', 'recordPrecheck', 'planDose', 'dropDose', 'verify', 'recordDose', 'notGiven'],
};

const plannedDose = EXAMPLE.plannedDose;
const item = (name: string, value = 'ok', source: 'manual' | 'scan' = 'manual') => ({ item: name, value, source, staffId: 'N-204', at: EXAMPLE.at });

/** One valid body of each type: examples of the document and of the tests. */
export const COMMAND_EXAMPLES: { [T in ApiCommandType]: JourneyCommandOf<T> } = {
  reschedule: { type: 'reschedule', data: { slotId: EXAMPLE.slot } },
  cancel: { type: 'cancel', data: {}, reason: 'moved to another city' },
  checkIn: { type: 'checkIn', data: { siteId: EXAMPLE.site }, station: 'kiosk' },
  identify: { type: 'identify', data: { text: 'eyJhbGciOiJFUzI1NiJ9.eyJ2ZXIiOjF9.c2lnbmF0dXJl', readBackMatches: true }, station: 'registration', staffId: 'N-101' },
  confirmArchive: { type: 'confirmArchive', data: { oursVersion: 1, theirsVersion: null, historyFrom: 'registry', take: {} }, station: 'registration', staffId: 'N-101' },
  recordPrecheck: {
    type: 'recordPrecheck', station: 'precheck', staffId: 'D-7',
    data: { decision: 'go', questionnaire: 'general-2023', deferUntil: null, doses: [], answers: {
      fever: false, cough: false, diarrhoea: false, illness: false, allergy: false, medication: false, immunodeficiency: false, pregnancy: false, 'recent-immunoglobulin': false, 'mmr-allergy': false,
    } },
  },
  planDose: { type: 'planDose', data: { dose: { productId: 'mmr', doseNumber: 1 } } },
  dropDose: { type: 'dropDose', data: { plannedDoseId: plannedDose } },
  recordConsent: {
    type: 'recordConsent', station: 'registration', staffId: 'N-101',
    data: {
      plannedDoseIds: [plannedDose], consentText: 'nip-consent@2023-1', relation: 'mother', escortAuthorisationId: null, signature: { how: 'paper', paperReference: 'box-12.88' },
      informed: ['product', 'effect', 'contraindications', 'cautions', 'reactions', 'compensation'],
    },
  },
  recordPayment: { type: 'recordPayment', data: { plannedDoseId: plannedDose, amountFen: 100, method: 'cash' } },
  verify: {
    type: 'verify', station: 'vaccination', staffId: 'N-204',
    data: {
      plannedDoseId: plannedDose, traceCode: '84100400000000000001', productId: 'mmr', lot: 'L2026A', vaccinatorConfirmed: true,
      residentConfirmation: { by: 'guardian', relation: 'mother', how: 'second-screen', at: EXAMPLE.at },
      items: [
        ...['health', 'certificate', 'vial-and-syringe', 'name', 'age'].map((name) => item(name)),
        item('product', 'mmr', 'scan'), item('specification', '0.5mL', 'scan'), item('dose', '0.5 mL'), item('body-site', 'left-upper-arm'), item('route', 'SC'),
      ],
    },
  },
  recordDose: { type: 'recordDose', station: 'vaccination', staffId: 'N-204', data: { plannedDoseId: plannedDose, lot: 'L2026A', bodySite: 'left-upper-arm', route: 'SC', givenAt: EXAMPLE.at } },
  reportUnverifiedDose: {
    type: 'reportUnverifiedDose', station: 'vaccination', staffId: 'N-204', reason: 'the screen went dark between the checklist and the needle',
    data: { dose: { productId: 'mmr', doseNumber: 1 }, lot: 'L2026A', traceCode: '84100400000000000001', bodySite: 'left-upper-arm', route: 'SC', givenAt: EXAMPLE.at },
  },
  correctOwnDose: { type: 'correctOwnDose', station: 'vaccination', staffId: 'N-204', reason: 'left and right mixed up', data: { plannedDoseId: plannedDose, bodySite: 'right-upper-arm', route: 'SC', givenAt: EXAMPLE.at } },
  notGiven: { type: 'notGiven', data: { plannedDoseId: plannedDose, reason: 'refused', packageOpened: false, injected: false }, reason: 'wants to think about it' },
  reportReaction: { type: 'reportReaction', data: { plannedDoseId: plannedDose, severity: 'mild', description: 'redness of 2 cm' }, station: 'observation' },
  reportLeft: { type: 'reportLeft', data: {}, station: 'observation', staffId: 'N-301' },
  release: { type: 'release', data: { early: false }, station: 'observation', staffId: 'N-301' },
};

/** The other means to identify somebody, beside a code that is shown. */
export const IDENTIFY_EXAMPLES: Record<string, JourneyCommandOf<'identify'>> = {
  identifyOffline: { type: 'identify', data: { by: 'offline-code', text: 'eyJhbGciOiJFUzI1NiJ9.eyJ2ZXIiOjF9.c2lnbmF0dXJl', checkedAt: EXAMPLE.at, readBackMatches: true }, staffId: 'N-101' },
  identifyByIdCard: { type: 'identify', data: { by: 'document-reader', document: { type: 'id-card', number: '440199202406010028' }, name: '欧阳示例', readBackMatches: true }, staffId: 'N-101' },
  identifyByCertificate: { type: 'identify', data: { by: 'certificate', text: ']C1440000202400000001', readBackMatches: true }, staffId: 'N-101' },
  identifyNewborn: {
    type: 'identify', staffId: 'N-101',
    data: { by: 'birth-certificate', number: 'V440123456', mother: { type: 'id-card', number: '440199199603120029' }, readBackMatches: true },
  },
  identifyByTypedNumber: { type: 'identify', data: { by: 'typed-number', document: { type: 'passport', number: 'E12345678' }, readBackMatches: true }, reason: '读卡器故障', staffId: 'N-101' },
};

export const sendJourneyCommand = defineOperation({
  id: 'sendJourneyCommand', method: 'post', path: '/v1/journeys/{id}/commands', tag: 'journeys', summary: 'Send a command to a journey',
  scope: ['journeys:desk', 'journeys:book'], kinds: ['site-client', 'channel'],
  params: z.strictObject({ id: id('journey') }), body: JourneyCommandBody,
  status: 200, answer: CommandAnswer, problems: [404, 409],
  examples: { params: { id: EXAMPLE.journey }, bodies: { ...COMMAND_EXAMPLES, ...IDENTIFY_EXAMPLES }, answer: answerExample },
});

export const CommandStatus = z
  .strictObject({ commandId: id('command'), status: z.literal('committed'), events: z.array(z.string()), journeyId: id('journey'), version, at: instant })
  .meta({ id: 'CommandStatus' });

export const getCommand = defineOperation({
  id: 'getCommand', method: 'get', path: '/v1/commands/{id}', tag: 'journeys', summary: 'Whether a command was committed; a refused one is not kept',
  scope: ['journeys:read', 'journeys:book'], kinds: ['site-client', 'channel', 'operator'],
  params: z.strictObject({ id: id('command') }),
  status: 200, answer: CommandStatus, problems: [404],
  examples: { params: { id: EXAMPLE.command }, answer: { commandId: EXAMPLE.command, status: 'committed', events: ['checkedIn'], journeyId: EXAMPLE.journey, version: 2, at: EXAMPLE.at } },
});
