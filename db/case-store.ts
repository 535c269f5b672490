import { Op, QueryTypes, type Order, type Sequelize, type Transaction, type WhereOptions } from 'sequelize';
import { CASE_ACTIONS, CASE_KINDS, type CaseKind } from '../domain/cases/kinds.js';
import type { CaseHappened, SupervisorCase } from '../domain/cases/supervisor-case.js';
import { toAreaCode, toId, type AreaCode, type CaseId, type CommandId, type JourneyId, type NoteId, type SiteId } from '../domain/ids.js';
import type { Actor } from '../domain/journey/events.js';
import { toInstant, type Instant } from '../domain/time.js';
import type { FieldCipher } from './field-cipher.js';
import { keptUntil } from './door/kept-texts.js';
import { afterCursor, asList, inArea, pageOf, pageSize, UnsupportedListError, type Page, type PageRequest } from './keyset.js';
import { bindCaseModel, type CaseModel } from './models/case-model.js';
import { newId } from './new-id.js';
import type { Scope } from './scope.js';
import { withScope } from './sequelize.js';

export type CaseFilter = { siteId?: SiteId | undefined; areaCode?: AreaCode | undefined };

/** One entry of a case's own log; a comment or reason is given in the clear to whoever may see the case. */
export type CaseEntry = CaseHappened & { version: number; at: Instant; actor: Actor; text: string | null };

/** A change that was decided on a locked case. `comment` is kept encrypted under the id to which the event refers. */
export type CaseChange = { event: CaseHappened; after: SupervisorCase; comment?: { noteId: NoteId; text: string } };
export type CaseChangeBy = { commandId: CommandId; actor: Actor; at: Instant };

export type CaseStore = ReturnType<typeof createCaseStore>;

export function createCaseStore({ sequelize, cipher }: { sequelize: Sequelize; cipher: FieldCipher }) {
  const cases = bindCaseModel(sequelize);
  return {
    get: (scope: Scope, caseId: CaseId): Promise<SupervisorCase | null> =>
      withScope(sequelize, scope, async (transaction) => {
        const row = await cases.findByPk(caseId, { transaction });
        return row && toCase(row);
      }),

    ofJourney: (scope: Scope, journeyId: JourneyId): Promise<SupervisorCase[]> =>
      withScope(sequelize, scope, async (transaction) => {
        const rows = await cases.findAll({ where: { journeyId }, order: [['openedAt', 'asc'], ['id', 'asc']], transaction });
        return rows.map(toCase);
      }),

    /** Open cases: of a site the most urgent first, of an area by (area, id). Throws `UnsupportedListError` for any other filter. */
    list: (scope: Scope, { siteId, areaCode }: CaseFilter, page: PageRequest): Promise<Page<SupervisorCase>> =>
      asList(() => {
        if ((siteId === undefined) === (areaCode === undefined)) throw new UnsupportedListError('cases are listed by site or by area');
        const sort = siteId ? 'dueAt' : 'areaCode';
        const where: WhereOptions = siteId ? { siteId, status: 'open' } : { areaCode: inArea(areaCode ?? ''), status: 'open' };
        const order: Order = [[sort, 'asc'], ['id', 'asc']];
        const limit = pageSize(page.first) + 1;
        const after = afterCursor(page.after, { sort, descending: false });
        return withScope(sequelize, scope, async (transaction) => {
          const rows = await cases.findAll({ where: { [Op.and]: [where, after] }, order, limit, transaction });
          return pageOf(rows, page, toCase, (row) => [siteId ? row.dueAt.toISOString() : row.areaCode, row.id]);
        });
      }),

    /**
     * Decides one change on the locked case and writes it with its log entry and audit row; whoever comes second decides on what the first has left. Null
     * outside the scope. Null from `decide` leaves the case as it is, what it throws takes everything back.
     */
    change: (scope: Scope, caseId: CaseId, by: CaseChangeBy, decide: (before: SupervisorCase) => CaseChange | null, outer?: Transaction): Promise<SupervisorCase | null> =>
      withScope(sequelize, scope, async (transaction) => {
        const row = await cases.findByPk(caseId, { transaction, lock: transaction.LOCK.UPDATE });
        if (!row) return null;
        const before = toCase(row);
        const change = decide(before);
        if (!change) return before;
        await write(sequelize, cipher, by, change, transaction);
        return change.after;
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

const LOG = `
  select e.version, e.type, e.at, e.actor, e.data, n.id as "noteId", n.content_enc as "textEnc"
  from case_events e left join notes n on n.id = (e.data->>'noteId')::uuid where e.case_id = $1 order by e.version`;

const placeOf = (noteId: string) => ({ table: 'notes', column: 'content_enc', rowId: noteId });

async function write(sequelize: Sequelize, cipher: FieldCipher, { commandId, actor, at }: CaseChangeBy, { event, after, comment }: CaseChange, transaction: Transaction): Promise<void> {
  const { caseId, residentId, siteId, areaCode, version, level, dueAt, claim } = after;
  await sequelize.query(
    `update cases set version = $2, level = $3, due_at = from_ms($4), claimed_by = $5, claimed_until = from_ms($6), xid = pg_current_xact_id() where id = $1`,
    { bind: [caseId, version, level, dueAt, claim?.by ?? null, claim?.until ?? null], transaction },
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

function toCase(row: CaseModel): SupervisorCase {
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
    status: row.status as SupervisorCase['status'],
    action: CASE_ACTIONS.find((action) => action === row.action) ?? null,
    version: row.version,
  };
}
