import type { ArchiveSide, DifferingFields } from '../domain/archive/compare.js';
import type { EvidenceId, JourneyId } from '../domain/ids.js';
import { openEvidence } from './door/kept-texts.js';
import type { FieldCipher } from './field-cipher.js';
import type { Statements } from './pool.js';
import type { Scope } from './scope.js';

/** Both sides as a look-up compared them, and where they differ. */
export type BothSides<Side extends ArchiveSide = ArchiveSide> = { archiveNo: string; fields: DifferingFields; ours: Side; theirs: Side };

/** What a look-up compared, as its activity kept it: both sides, or why there are no two sides. */
export type LookUpEvidence<Side extends ArchiveSide = ArchiveSide> = BothSides<Side> | { needs: string };

type Asked = { scope: Scope | { ofJourney: true }; journeyId?: JourneyId; evidenceId: EvidenceId };

/** Null outside the scope. `Side` is what the activity that kept it had. Throws `FieldCipherError`. */
export async function readLookUp<Side extends ArchiveSide>({ pool, cipher }: { pool: Pick<Statements, 'call'>; cipher: FieldCipher }, asked: Asked): Promise<LookUpEvidence<Side> | null> {
  const sealed = await pool.call<string | null>('evidence_v1', asked);
  return sealed === null ? null : (openEvidence(cipher, asked.evidenceId, sealed) as LookUpEvidence<Side>);
}
