import type { Sequelize, Transaction } from 'sequelize';
import type { AreaCode, NoteId, ResidentId } from '../domain/ids.js';
import type { Instant } from '../domain/time.js';
import { keptUntil } from './door/kept-texts.js';
import type { FieldCipher } from './field-cipher.js';
import type { Scope } from './scope.js';
import { withScope } from './sequelize.js';

/** Of no visit: whoever may see the area may read it. What belongs to a visit comes through the door. */
export type AreaNote = { noteId: NoteId; residentId: ResidentId; areaCode: AreaCode; purpose: string; text: string; at: Instant };

export type NoteStore = ReturnType<typeof createNoteStore>;

/** Reasons, encrypted under the id by which the audit refers to them. */
export function createNoteStore({ sequelize, cipher }: { sequelize: Sequelize; cipher: FieldCipher }) {
  return {
    keep: (scope: Scope, { noteId, residentId, areaCode, purpose, text, at }: AreaNote, outer?: Transaction): Promise<void> =>
      withScope(sequelize, scope, async (transaction) => {
        const sealed = cipher.encrypt({ table: 'notes', column: 'content_enc', rowId: noteId }, text);
        await sequelize.query('insert into notes (id, resident_id, area_code, purpose, content_enc, retention_until) values ($1, $2, $3, $4, $5, $6)', {
          bind: [noteId, residentId, areaCode, purpose, sealed, keptUntil(at)],
          transaction,
        });
      }, outer),
  };
}
