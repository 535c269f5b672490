import type { EvidenceId } from '../domain/ids.js';
import { openEvidence } from './door/kept-texts.js';
import type { FieldCipher } from './field-cipher.js';
import type { Statements } from './pool.js';
import type { Scope } from './scope.js';

export type EvidenceStore = ReturnType<typeof createEvidenceStore>;

/** What proves something, as it was kept at the door; never changed. */
export function createEvidenceStore({ pool, cipher }: { pool: Pick<Statements, 'call'>; cipher: FieldCipher }) {
  return {
    /** Null outside the scope. Throws `FieldCipherError`. */
    async read(scope: Scope, evidenceId: EvidenceId): Promise<unknown> {
      const sealed = await pool.call<string | null>('evidence_v1', { scope, evidenceId });
      return sealed === null ? null : openEvidence(cipher, evidenceId, sealed);
    },
  };
}
