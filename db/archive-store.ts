import type { Sequelize } from 'sequelize';
import { toId, type ResidentId } from '../domain/ids.js';
import type { FieldCipher } from './field-cipher.js';
import { bindArchiveModel, type ArchiveModel } from './models/archive-model.js';
import type { Scope } from './scope.js';
import { withScope } from './sequelize.js';

export type ArchiveState = 'unknown' | 'provisional' | 'creating' | 'known' | 'rejected';

/** Our side of a resident's archive; `archiveNo` is the registry's 受种者编码, once known. */
export type Archive = {
  residentId: ResidentId;
  registry: string | null;
  archiveNo: string | null;
  version: number;
  registryVersion: string | null;
  state: ArchiveState;
};

export type ArchiveStore = ReturnType<typeof createArchiveStore>;

/** Read here; changed at the door only. */
export function createArchiveStore({ sequelize, cipher }: { sequelize: Sequelize; cipher: FieldCipher }) {
  const archives = bindArchiveModel(sequelize);
  return {
    get: (scope: Scope, residentId: ResidentId): Promise<Archive | null> =>
      withScope(sequelize, scope, async (transaction) => {
        const row = await archives.findByPk(residentId, { transaction });
        return row && toArchive(row, cipher);
      }),
  };
}

function toArchive({ residentId, registry, archiveNoEnc, version, registryVersion, state }: ArchiveModel, cipher: FieldCipher): Archive {
  const place = { table: 'archives', column: 'archive_no_enc', rowId: residentId };
  return { residentId: toId(residentId), registry, archiveNo: archiveNoEnc && cipher.decrypt(place, archiveNoEnc), version, registryVersion, state: state as ArchiveState };
}
