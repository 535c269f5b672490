import type { Sequelize, Transaction } from 'sequelize';
import type { CodeAttribute } from '../domain/health-code/claims.js';
import { toId, type HealthCodeId, type ResidentId } from '../domain/ids.js';
import { bindHealthCodeModel, type HealthCodeModel } from './models/health-code-model.js';
import { newId } from './new-id.js';
import type { Statements } from './pool.js';
import type { Scope } from './scope.js';
import { withScope } from './sequelize.js';

export type HealthCode = { healthCodeId: HealthCodeId; residentId: ResidentId; status: 'normal' | 'suspended'; attribute: CodeAttribute; version: number };

/** A code that was shown, whoever holds it: no personal data, so any desk may ask. */
export type ShownCode = HealthCode & { jtiUsed: boolean };

export type HealthCodeStore = ReturnType<typeof createHealthCodeStore>;

/** One lifelong health code for each resident (G4 一码通用). */
export function createHealthCodeStore({ pool, sequelize }: { pool: Pick<Statements, 'call'>; sequelize: Sequelize }) {
  const codes = bindHealthCodeModel(sequelize);
  return {
    /** The resident's code, issued now if there is none; a repeat gives the same one, formal once it was issued as that. */
    issue: (scope: Scope, residentId: ResidentId, attribute: CodeAttribute, outer?: Transaction): Promise<HealthCode> =>
      withScope(sequelize, scope, async (transaction) => {
        await sequelize.query(
          `insert into health_codes (id, resident_id, attribute) values ($1, $2, $3)
           on conflict (resident_id) do update set attribute = 'formal' where excluded.attribute = 'formal' and health_codes.attribute = 'temporary'`,
          { bind: [newId(), residentId, attribute], transaction },
        );
        return toHealthCode(await codes.findOne({ where: { residentId }, transaction, rejectOnEmpty: true }));
      }, outer),

    /** In one statement: a phone asks for it each time that it shows a code. */
    get: (scope: Scope, healthCodeId: HealthCodeId): Promise<HealthCode | null> => pool.call('health_code_v2', { scope, healthCodeId }),

    ofResident: (scope: Scope, residentId: ResidentId): Promise<HealthCode | null> =>
      withScope(sequelize, scope, async (transaction) => {
        const row = await codes.findOne({ where: { residentId }, transaction });
        return row && toHealthCode(row);
      }),

    /** Suspended codes are refused from the next read on. Null outside the scope. */
    setStatus: (scope: Scope, healthCodeId: HealthCodeId, status: HealthCode['status'], outer?: Transaction): Promise<HealthCode | null> =>
      withScope(sequelize, scope, async (transaction) => {
        await codes.update({ status }, { where: { id: healthCodeId }, transaction });
        const row = await codes.findByPk(healthCodeId, { transaction });
        return row && toHealthCode(row);
      }, outer),

    /** What a scanned code stands for, also of a resident whom this site does not know yet. */
    findShown: (scope: Scope, healthCodeId: HealthCodeId, jti: string | null): Promise<ShownCode | null> =>
      withScope(sequelize, scope, async (transaction) => {
        const [rows] = await sequelize.query('select health_code_facts_v2($1, $2) as fact', { bind: [healthCodeId, jti], transaction });
        return (rows as { fact: ShownCode | null }[])[0]?.fact ?? null;
      }),
  };
}

function toHealthCode({ id, residentId, status, attribute, version }: HealthCodeModel): HealthCode {
  return { healthCodeId: toId(id), residentId: toId(residentId), status: status as HealthCode['status'], attribute: attribute as CodeAttribute, version };
}
