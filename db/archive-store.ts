import type { ARCHIVE_STATES } from '../domain/archive/compare.js';
import type { EvidenceId, ResidentId } from '../domain/ids.js';
import type { FieldCipher } from './field-cipher.js';
import { readLookUp, type LookUpEvidence } from './look-up-evidence.js';
import type { Statements } from './pool.js';
import type { Scope } from './scope.js';

export type ArchiveState = (typeof ARCHIVE_STATES)[number];

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

type StoredArchive = Omit<Archive, 'archiveNo'> & { archiveNoEnc: string | null };

/** Read here, in one statement; changed at the door only. */
export function createArchiveStore({ pool, cipher }: { pool: Pick<Statements, 'call'>; cipher: FieldCipher }) {
  return {
    async get(scope: Scope, residentId: ResidentId): Promise<Archive | null> {
      const stored = await pool.call<StoredArchive | null>('archive_v1', { scope, residentId });
      return stored && toArchive(stored, cipher);
    },

    /** What a look-up compared; null outside the scope. Throws `FieldCipherError`. */
    comparison: (scope: Scope, evidenceId: EvidenceId): Promise<LookUpEvidence | null> => readLookUp({ pool, cipher }, { scope, evidenceId }),
  };
}

function toArchive({ archiveNoEnc, ...archive }: StoredArchive, cipher: FieldCipher): Archive {
  const place = { table: 'archives', column: 'archive_no_enc', rowId: archive.residentId };
  return { ...archive, archiveNo: archiveNoEnc && cipher.decrypt(place, Buffer.from(archiveNoEnc, 'base64')) };
}
