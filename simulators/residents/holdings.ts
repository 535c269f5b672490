import type { LocalDate } from '../../domain/time.js';
import { misdate, misspell, transpose } from './misspelling.js';
import { drawAddress, placeholderName } from './people.js';
import { drawMobile } from './phones.js';
import type { Random } from './random.js';
import type { ArchiveOutcome, GeneratedPerson, GeneratedResident, HeldArchive } from './resident.js';
import { digits, unused, type Taken } from './taken.js';

export type HoldingParts = { random: Random; today: LocalDate; taken: Taken };

/** How other systems write the dot in a name, which is U+00B7; the half-width one and the blanks go with normalising. */
const DOTS = ['·', '•', '‧', '∙', '⋅', '・', '･', ' · '];
/** What a registry has wrong about somebody's identity, by weight. */
const SLIPS = [['name', 5], ['birthDate', 2], ['number', 2], ['sex', 1]] as const;
const MOVED_PHONE = 0.75;

/**
 * The person with what the registry holds about them, which the outcome decides. The birth hospital opened a newborn's archive before
 * there was a name, so for one that has its name by now the best outcome is an incomplete archive.
 */
export function withArchives(person: GeneratedPerson, outcome: ArchiveOutcome, parts: HoldingParts): GeneratedResident {
  const agreeing = drawAgreeing(person, parts);
  const placeholder = person.guardian && (outcome === 'same' || outcome === 'incomplete') ? placeholderName(person.guardian, person.sex) : person.name;
  if (placeholder !== person.name) return { ...person, outcome: 'incomplete', archives: [{ ...agreeing, name: placeholder }] };
  return { ...person, outcome, archives: HELD[outcome](agreeing, parts) };
}

const HELD: Record<ArchiveOutcome, (agreeing: HeldArchive, parts: HoldingParts) => HeldArchive[]> = {
  none: () => [],
  same: (agreeing) => [agreeing],
  incomplete: (agreeing) => [{ ...agreeing, ...(agreeing.phone === null ? { address: null } : { phone: null }) }],
  'differs-declared': (agreeing, { random }) => [{ ...agreeing, ...olderContact(agreeing, random) }],
  'differs-identity': (agreeing, parts) => [{ ...agreeing, ...slip(agreeing, parts) }],
  /** The province made a second one of the same number, at another address. */
  several: (agreeing, parts) => [agreeing, { ...agreeing, archiveNo: drawArchiveNo(agreeing.archiveNo.slice(0, 10), parts), phone: null, address: drawAddress(parts.random) }],
};

function drawAgreeing({ name, identifiers, birthDate, sex, phone, address, nationality, guardian, areaCode }: GeneratedPerson, parts: HoldingParts): HeldArchive {
  const archiveNo = drawArchiveNo(`${areaCode}${birthDate.slice(0, 4)}`, parts);
  const identifier = identifiers[0] ?? null;
  return { archiveNo, name: name.replace('·', parts.random.pick(DOTS)), identifier, birthDate, sex, phone, address, nationality, guardian };
}

/** The city, the year of birth, eight more. */
function drawArchiveNo(start: string, { random, taken }: HoldingParts): string {
  return unused(taken.archiveNos, () => start + digits(random, 8));
}

/** They have moved, or have another phone since. */
function olderContact({ phone, address }: HeldArchive, random: Random): Partial<HeldArchive> {
  if (phone !== null && random.chance(MOVED_PHONE)) return { phone: anotherThan(phone, () => drawMobile(random)) };
  return { address: anotherThan(address, () => drawAddress(random)) };
}

function anotherThan(known: string | null, draw: () => string): string {
  const drawn = draw();
  return drawn === known ? anotherThan(known, draw) : drawn;
}

function slip({ name, birthDate, sex, identifier }: HeldArchive, { random, today }: HoldingParts): Partial<HeldArchive> {
  switch (random.weighted(SLIPS)) {
    case 'name':
      return { name: misspell(random, name) };
    case 'birthDate':
      return { birthDate: misdate(birthDate, today) };
    case 'number':
      return { identifier: identifier && { ...identifier, number: transpose(random, identifier.number) } };
    case 'sex':
      return { sex: sex === 'male' ? 'female' : 'male' };
  }
}
