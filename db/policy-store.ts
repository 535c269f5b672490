import { QueryTypes, type Sequelize, type Transaction } from 'sequelize';
import type { PersonId, PolicyVersionId } from '../domain/ids.js';
import type { PolicyName, PolicyVersions } from '../domain/policies/names.js';
import { toInstant, type Instant } from '../domain/time.js';
import { withDatabaseErrors } from './database-error.js';
import type { FieldCipher } from './field-cipher.js';
import { asList, decodeCursor, pageOf, pageSize, type Page, type PageRequest } from './keyset.js';
import { newId } from './new-id.js';
import type { Statements } from './pool.js';

export const POLICY_STATES = ['draft', 'approved', 'withdrawn'] as const;

/** One version without its document. `decided`: who approved or withdrew it. */
export type PolicyVersion = {
  id: PolicyVersionId;
  name: PolicyName;
  version: number;
  effectiveAt: Instant;
  state: (typeof POLICY_STATES)[number];
  drafted: { by: PersonId; at: Instant };
  decided: { by: PersonId; at: Instant } | null;
  reason: string;
  /** The version that it was approved against; null while it is not approved. */
  against: number | null;
};

export type PolicyDraft = { id: PolicyVersionId; name: PolicyName; document: unknown; effectiveAt: Instant; reason: string };

/** What every process asks: one statement over as many rows as there are policies, and one document. */
export function createPolicyReader({ query }: Pick<Statements, 'query'>) {
  return {
    async versionsInForce(): Promise<PolicyVersions> {
      const rows = await query<{ name: string; version: number }>('policies_in_force_v1', 'select name, version from policies_published');
      return Object.fromEntries(rows.map(({ name, version }) => [name, version]));
    },
    async document(name: PolicyName, version: number): Promise<unknown> {
      const [row] = await query<{ document: unknown }>('policy_document_v1', 'select document from policy_versions where name = $1 and version = $2', [name, version]);
      return row?.document;
    },
    /** What will be in force then, as approved by now. */
    async versionsAt(at: Instant): Promise<PolicyVersions> {
      const rows = await query<{ name: string; version: number }>('policies_at_v1', AT, [at]);
      return Object.fromEntries(rows.map(({ name, version }) => [name, version]));
    },
  };
}

export type PolicyReader = ReturnType<typeof createPolicyReader>;
export type PolicyStore = ReturnType<typeof createPolicyStore>;
type By = { actor: PersonId; transaction: Transaction };

/**
 * Versions of policies. Every write asks anew whether its actor may, and is in the audit.
 * Throws `DatabaseError`: 42501 for whoever makes no policies now, MC021 of what is no draft any more, MC022 for the drafter, MC023 when another
 * version than `against` is in force by then.
 */
export function createPolicyStore({ sequelize, cipher }: { sequelize: Sequelize; cipher: FieldCipher }) {
  const select = async (where: string, bind: unknown[], transaction?: Transaction): Promise<PolicyVersion[]> =>
    withDatabaseErrors(async () => {
      const rows = await sequelize.query<Row>(`${SELECT} ${where}`, { bind, type: QueryTypes.SELECT, ...(transaction && { transaction }) });
      return rows.map((row) => toVersion(row, cipher));
    });
  const write = (name: 'draft_policy_v1' | 'withdraw_policy_v1' | 'approve_policy_v1', { actor, transaction }: By, req: object): Promise<boolean> =>
    withDatabaseErrors(async () => {
      const bind = [JSON.stringify({ actor, auditId: newId(), ...req })];
      const [done] = await sequelize.query<{ done: boolean }>(`select ${name}($1::jsonb) as done`, { bind, type: QueryTypes.SELECT, transaction });
      return done?.done ?? false;
    });
  return {
    /** Of a policy, the newest first. */
    list: ({ name, ...page }: { name: PolicyName } & PageRequest): Promise<Page<PolicyVersion>> =>
      asList(async () => {
        const before = page.after === undefined ? 2_147_483_647 : Number(decodeCursor(page.after)[0]);
        const rows = await select('where name = $1 and version < $2 order by version desc limit $3', [name, before, pageSize(page.first) + 1]);
        return pageOf(rows, page, (row) => row, ({ version, id }) => [String(version), id]);
      }),
    /** Those that are approved and not in force yet, and drafts; of each policy as many as a page shows. */
    waiting: (): Promise<PolicyVersion[]> => select(WAITING, []),
    async get(id: PolicyVersionId, transaction?: Transaction): Promise<PolicyVersion | null> {
      return (await select('where id = $1', [id], transaction))[0] ?? null;
    },
    async find(name: PolicyName, version: number): Promise<PolicyVersion | null> {
      return (await select('where name = $1 and version = $2', [name, version]))[0] ?? null;
    },
    draft: (by: By, { document, reason, id, ...draft }: PolicyDraft) => write('draft_policy_v1', by, { ...draft, id, document: JSON.stringify(document), reasonEnc: cipher.encrypt(placeOf(id), reason).toString('base64') }),
    /** False where there is no such version. */
    withdraw: (by: By, id: PolicyVersionId) => write('withdraw_policy_v1', by, { id }),
    approve: (by: By, id: PolicyVersionId, against: number) => write('approve_policy_v1', by, { id, against }),
  };
}

type Row = { id: string; name: string; version: number; effectiveAt: Date; state: string; draftedBy: string; draftedAt: Date; decidedBy: string | null; decidedAt: Date | null; against: number | null; reasonEnc: Buffer };

const AT = `select distinct on (name) name, version from policy_versions where state = 'approved' and effective_at <= from_ms($1) order by name, effective_at desc, version desc`;
const MOST_WAITING = 200;
const SELECT = `select id, name, version, effective_at as "effectiveAt", state, drafted_by as "draftedBy", drafted_at as "draftedAt", decided_by as "decidedBy", decided_at as "decidedAt", against, reason_enc as "reasonEnc" from policy_versions`;
const WAITING = `where state = 'draft' or (state = 'approved' and effective_at > now()) order by name, effective_at, version limit ${MOST_WAITING}`;

const placeOf = (id: string) => ({ table: 'policy_versions', column: 'reason_enc', rowId: id });

function toVersion({ id, name, version, state, effectiveAt, draftedBy, draftedAt, decidedBy, decidedAt, against, reasonEnc }: Row, cipher: FieldCipher): PolicyVersion {
  return {
    id: id as PolicyVersionId,
    name: name as PolicyName, // of a newer release: whoever lists them names those of this one
    version,
    state: state as PolicyVersion['state'],
    effectiveAt: toInstant(effectiveAt.getTime()),
    drafted: { by: draftedBy as PersonId, at: toInstant(draftedAt.getTime()) },
    decided: decidedBy !== null && decidedAt ? { by: decidedBy as PersonId, at: toInstant(decidedAt.getTime()) } : null,
    against,
    reason: cipher.decrypt(placeOf(id), reasonEnc),
  };
}
