import { QueryTypes, type FindAttributeOptions, type Sequelize, type Transaction } from 'sequelize';
import { CASE_ACTIONS, CASE_KINDS, type CaseKind } from '../domain/cases/kinds.js';
import type { CaseHappened, SupervisorCase } from '../domain/cases/supervisor-case.js';
import type { NeedsBy } from '../domain/cases/needs.js';
import { toAreaCode, toId, type CaseId, type CommandId, type JourneyId, type NoteId } from '../domain/ids.js';
import type { Actor } from '../domain/journey/events.js';
import { STAGES, type Stage } from '../domain/journey/stages.js';
import { toInstant, type Instant } from '../domain/time.js';
import type { FieldCipher } from './field-cipher.js';
import { keptUntil } from './door/kept-texts.js';
import { countNeeds, needed, type NeedCount } from './case-needs.js';
import { countCases, findCases, type CaseCount, type CaseFilter } from './case-queues.js';
import { asList, EMPTY_PAGE, pageOf, pageSize, type Page, type PageRequest } from './keyset.js';
import { bindCaseModel, type CaseModel } from './models/case-model.js';
import { newId } from './new-id.js';
import { keyOf, type Place } from './place-key.js';
import type { Scope } from './scope.js';
import { withScope } from './sequelize.js';

/** One entry of a case's own log; a comment or reason is given in the clear to whoever may see the case. */
export type CaseEntry = CaseHappened & { version: number; at: Instant; actor: Actor; text: string | null };

/** With the stage of its journey, read in the same statement; null for a journey that is not there. */
export type StagedCase = SupervisorCase & { stage: Stage | null };

/** A change that was decided on a locked case. `comment` is kept encrypted under the id to which the event refers. */
export type CaseChange = { event: CaseHappened; after: SupervisorCase; comment?: { noteId: NoteId; text: string } };
export type CaseChangeBy = { commandId: CommandId; actor: Actor; at: Instant };

export type CaseStore = ReturnType<typeof createCaseStore>;

export function createCaseStore({ sequelize, cipher }: { sequelize: Sequelize; cipher: FieldCipher }) {
  const cases = bindCaseModel(sequelize);
  const attributes: FindAttributeOptions = { include: [[sequelize.literal('stage_of_v1("CaseModel".journey_id)'), 'stage']] };
  return {
    get: (scope: Scope, caseId: CaseId): Promise<StagedCase | null> =>
      withScope(sequelize, scope, async (transaction) => {
        const row = await cases.findByPk(caseId, { attributes, transaction });
        return row && toCase(row);
      }),

    ofJourney: (scope: Scope, journeyId: JourneyId): Promise<StagedCase[]> =>
      withScope(sequelize, scope, async (transaction) => {
        const rows = await cases.findAll({ attributes, where: { journeyId }, order: [['openedAt', 'asc'], ['id', 'asc']], transaction });
        return rows.map(toCase);
      }),

    /** Open cases, the most urgent first. Throws `UnsupportedListError` for a place, size or cursor that is not offered. */
    list: (scope: Scope, { kind, queue, need, by, number, ...place }: CaseFilter, page: PageRequest, now: Instant): Promise<Page<StagedCase>> =>
      asList(async () => {
        const [key, limit] = [keyOf(scope, place), pageSize(page.first) + 1];
        if (!key) return EMPTY_PAGE;
        return withScope(sequelize, scope, async (transaction) => {
          const rows = await findCases(cases, sequelize, { ...key, kind, queue, number, needed: need ? needed(sequelize, need, { by: by ?? null, now }) : null, after: page.after, limit, now }, transaction);
          return pageOf(rows, page, toCase, (row) => [row.dueAt.toISOString(), row.id]);
        });
      }),

    /** How many open cases of each kind stand in each queue. Throws `UnsupportedListError`. */
    count: (scope: Scope, place: Place, now: Instant): Promise<CaseCount[]> =>
      asList(async () => {
        const key = keyOf(scope, place);
        return key ? withScope(sequelize, scope, (transaction) => countCases(sequelize, key, now, transaction)) : [];
      }),

    /** For how many open cases somebody is needed, by the reason. Throws `UnsupportedListError`. */
    countNeeds: (scope: Scope, place: Place, to: NeedsBy): Promise<NeedCount[]> =>
      asList(async () => {
        const key = keyOf(scope, place);
        return key ? withScope(sequelize, scope, (transaction) => countNeeds(sequelize, key, to, transaction)) : [];
      }),

    /**
     * Decides one change on the locked case and writes it with its log entry and audit row; whoever comes second decides on what the first has left. Null
     * outside the scope. Null from `decide` leaves the case as it is, what it throws takes everything back.
     */
    change: (scope: Scope, caseId: CaseId, by: CaseChangeBy, decide: (before: SupervisorCase) => CaseChange | null, outer?: Transaction): Promise<StagedCase | null> =>
      withScope(sequelize, scope, async (transaction) => {
        const row = await cases.findByPk(caseId, { attributes, transaction, lock: transaction.LOCK.UPDATE });
        if (!row) return null;
        const before = toCase(row);
        const change = decide(before);
        if (!change) return before;
        await write(sequelize, cipher, by, change, transaction);
        return { ...change.after, stage: before.stage };
      }, outer),

    /** What has happened to a case, oldest first. */
    log: (scope: Scope, caseId: CaseId): Promise<CaseEntry[]> =>
      withScope(sequelize, scope, async (transaction) => {
        const rows = await sequelize.query<LogRow>(LOG, { bind: [caseId], type: QueryTypes.SELECT, transaction });
        return rows.map(({ noteId, textEnc, at, ...entry }) => ({ ...entry, at: toInstant(at.getTime()), text: noteId && textEnc && cipher.decrypt(placeOf(noteId), textEnc) }) as CaseEntry);
      }),
  };
}

type LogRow = { version: number; type: string; at: Date; actor: Actor; data: object; noteId: string | null; textEnc: Buffer | null };

/** The id is made a column first: what might leak a row is no way into an index under row-level security, and every note would be read. */
const LOG = `
  with log as materialized (select version, type, at, actor, data, (data->>'noteId')::uuid as note_id from case_events where case_id = $1)
  select log.version, log.type, log.at, log.actor, log.data, n.id as "noteId", n.content_enc as "textEnc" from log left join notes n on n.id = log.note_id order by log.version`;

const placeOf = (noteId: string) => ({ table: 'notes', column: 'content_enc', rowId: noteId });

async function write(sequelize: Sequelize, cipher: FieldCipher, { commandId, actor, at }: CaseChangeBy, { event, after, comment }: CaseChange, transaction: Transaction): Promise<void> {
  const { caseId, residentId, siteId, areaCode, version, level, dueAt, claim, proposal, question, moved } = after;
  await sequelize.query(
    `update cases set version = $2, level = $3, due_at = from_ms($4), claimed_by = $5, claimed_until = from_ms($6), proposal = $7, question = $8, moved = $9, xid = pg_current_xact_id() where id = $1`,
    { bind: [caseId, version, level, dueAt, claim?.by ?? null, claim?.until ?? null, proposal && JSON.stringify(proposal), question && JSON.stringify(question), moved && JSON.stringify(moved)], transaction },
  );
  await sequelize.query(
    `insert into case_events (case_id, version, type, at, command_id, actor, data, site_id, area_code) values ($1, $2, $3, from_ms($4), $5, $6, $7, $8, $9)`,
    { bind: [caseId, version, event.type, at, commandId, JSON.stringify(actor), JSON.stringify(event.data), siteId, areaCode], transaction },
  );
  const audit = { id: newId(), actor, action: `case.${event.type}`, objectKind: 'case', objectId: caseId, outcome: 'done' };
  await sequelize.query('select write_audit_v1($1)', { bind: [JSON.stringify(audit)], transaction });
  if (!comment) return;
  const sealed = cipher.encrypt(placeOf(comment.noteId), comment.text);
  await sequelize.query('insert into notes (id, resident_id, site_id, area_code, purpose, content_enc, retention_until) values ($1, $2, $3, $4, $5, $6, $7)', {
    bind: [comment.noteId, residentId, siteId, areaCode, 'case-comment', sealed, keptUntil(at)],
    transaction,
  });
}

function toCase(row: CaseModel): StagedCase {
  return {
    caseId: toId(row.id),
    kind: CASE_KINDS.find((kind) => kind === row.kind) ?? (row.kind as CaseKind), // a newer release may know more kinds
    journeyId: toId(row.journeyId),
    plannedDoseId: row.plannedDoseId === null ? null : toId(row.plannedDoseId),
    residentId: toId(row.residentId),
    siteId: toId(row.siteId),
    areaCode: toAreaCode(row.areaCode),
    openedAt: toInstant(row.openedAt.getTime()),
    dueAt: toInstant(row.dueAt.getTime()),
    level: row.level as SupervisorCase['level'],
    claim: row.claimedBy !== null && row.claimedUntil ? { by: row.claimedBy, until: toInstant(row.claimedUntil.getTime()) } : null,
    proposal: row.proposal,
    question: row.question,
    moved: row.moved,
    status: row.status as SupervisorCase['status'],
    action: CASE_ACTIONS.find((action) => action === row.action) ?? null,
    version: row.version,
    sameSince: row.sameSince ?? row.version,
    stage: STAGES.find((stage) => stage === row.stage) ?? null,
  };
}
