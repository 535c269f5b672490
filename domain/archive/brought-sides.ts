import type { Identifier } from '../identity/identifier.js';
import type { TakenFields } from '../journey/events.js';
import { ARCHIVE_FIELDS, type ArchiveField, type ArchiveSide, type SideTaken } from './compare.js';

/** Both sides as they were compared before a decision. */
type Sides = { ours: ArchiveSide; theirs: ArchiveSide };

/** Of a decision, the fields whose value of this side was taken. */
export function takenFrom(take: TakenFields, side: SideTaken): ArchiveField[] {
  return ARCHIVE_FIELDS.filter((field) => take[field] === side);
}

/** What both sides say of a field once the decision is carried out; null where nothing was taken of it. */
export function broughtTo({ ours, theirs }: Sides, take: TakenFields, field: ArchiveField): ArchiveSide[ArchiveField] {
  const side = take[field];
  return side === 'ours' ? ours[field] : side === 'theirs' ? theirs[field] : null;
}

/** Exactly the same: what was written is compared with what is there, whoever spells it otherwise has changed it. */
export function isSameValue(one: ArchiveSide[ArchiveField], other: ArchiveSide[ArchiveField]): boolean {
  const [a, b] = [plain(one), plain(other)];
  return a === b;
}

/** Of the fields that were taken, our side says something else than what the decision brought it to. `identifiers`: all that we have of them. */
export function hasMoved(now: Omit<ArchiveSide, 'identifier'> & { identifiers: readonly Identifier[] }, sides: Sides, take: TakenFields): boolean {
  return ARCHIVE_FIELDS.some((field) => {
    if (!take[field]) return false;
    const brought = broughtTo(sides, take, field);
    return field === 'identifier' ? !now.identifiers.some((one) => isSameValue(one, brought)) : !isSameValue(now[field], brought);
  });
}

function plain(value: ArchiveSide[ArchiveField]): string | null {
  return value !== null && typeof value === 'object' ? `${value.type} ${value.number}` : value;
}
