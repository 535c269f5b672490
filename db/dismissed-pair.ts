import { ARCHIVE_FIELDS, type ArchiveSide } from '../domain/archive/compare.js';
import type { ResidentId } from '../domain/ids.js';
import type { BlindIndex } from './blind-index.js';

/** Both sides of an archive as they were compared. */
export type ComparedPair = { residentId: ResidentId; archiveNo: string; ours: ArchiveSide; theirs: ArchiveSide };

/**
 * What is kept of a pair that a supervisor has found to be two persons: a keyed digest of every compared field of either side, under each key of the
 * ring and in hexadecimal digits. No value can be read back from it, and once any of them changes it is another pair.
 */
export function pairDigests(blindIndex: BlindIndex, { residentId, archiveNo, ours, theirs }: ComparedPair): { keyId: string; digest: string }[] {
  const compared = JSON.stringify([residentId, archiveNo, ARCHIVE_FIELDS.map((field) => [plain(ours, field), plain(theirs, field)])]);
  return blindIndex.of('compared-pair', compared).map(({ keyId, index }) => ({ keyId, digest: index.toString('hex') }));
}

/** In one spelling, whatever the order of its keys. */
function plain(side: ArchiveSide, field: (typeof ARCHIVE_FIELDS)[number]): unknown {
  return field === 'identifier' ? side.identifier && [side.identifier.type, side.identifier.number] : (side[field] ?? null);
}
