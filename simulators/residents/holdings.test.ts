import { compareArchives, IDENTITY_FIELDS, type ArchiveField } from '../../domain/archive/compare.js';
import { normaliseName } from '../../domain/identity/names.js';
import { toLocalDate } from '../../domain/time.js';
import { generateResidents } from './generate.js';
import { placeholderName } from './people.js';
import { ARCHIVE_OUTCOMES, type ArchiveOutcome, type GeneratedResident, type HeldArchive, type PersonKind } from './resident.js';
import type { ArchiveShares } from './shares.js';

const today = toLocalDate('2026-11-24');
const draw = (archives?: ArchiveShares, kind?: PersonKind, count = 1500) => generateResidents({ seed: 5, count, today, ...(archives && { archives }), ...(kind && { people: { [kind]: 1 } }) });
const all = draw(undefined, undefined, 6000);

/** Everybody whom the registry holds like this, with their one archive. */
function held(outcome: ArchiveOutcome, among = draw({ [outcome]: 1 })): [GeneratedResident, HeldArchive][] {
  return among.filter((resident) => resident.outcome === outcome).map((resident) => {
    expect(resident.archives).toHaveLength(1);
    return [resident, resident.archives[0]!];
  });
}

const compared = (ours: GeneratedResident, theirs: HeldArchive) => compareArchives({ ...ours, identifier: ours.identifiers[0] ?? null }, theirs);
/** Fields of the identity on which both say something, and not the same. */
const differing = (ours: GeneratedResident, theirs: HeldArchive): ArchiveField[] => IDENTITY_FIELDS.filter((field) => compared(ours, theirs).fields[field] === 'differs');
const isPlaceholder = ({ guardian, sex }: GeneratedResident, { name }: HeldArchive) => guardian !== null && name === placeholderName(guardian, sex);

describe('the shares of what the registry holds', () => {
  it.each([{ none: 1 }, { none: 40, same: 60 }, { none: 1, incomplete: 1, 'differs-identity': 2 }, { several: 3, 'differs-declared': 1 }] satisfies ArchiveShares[])('are as asked for: %j', (shares: ArchiveShares) => {
    const drawn = draw(shares, 'local', 4000);
    const weights = Object.values(shares).reduce((total, weight) => total + weight, 0);
    for (const outcome of ARCHIVE_OUTCOMES) expect(drawn.filter((resident) => resident.outcome === outcome).length / drawn.length).toBeCloseTo((shares[outcome] ?? 0) / weights, 1);
  });

  it('change nothing of what we register', () => {
    const registered = (archives: ArchiveShares) => draw(archives).map(({ outcome: _outcome, archives: _archives, ...person }) => person);
    expect(registered({ none: 1 })).toEqual(registered({ several: 1, 'differs-identity': 1 }));
  });
});

it('archives have numbers of their own', () => {
  const archiveNos = all.flatMap(({ archives }) => archives.map(({ archiveNo }) => archiveNo));
  expect(new Set(archiveNos).size).toBe(archiveNos.length);
  for (const archiveNo of archiveNos) expect(archiveNo).toMatch(/^44\d{16}$/);
});

describe('what the registry holds', () => {
  it('is nothing', () => {
    for (const { outcome, archives } of draw({ none: 1 })) expect([outcome, archives]).toEqual(['none', []]);
  });

  it('is the same: by our own comparison, whichever dot it writes', () => {
    const pairs = held('same');
    for (const [ours, theirs] of pairs) {
      expect(differing(ours, theirs)).toEqual([]);
      expect([theirs.phone, theirs.address, theirs.nationality, theirs.guardian]).toEqual([ours.phone, ours.address, ours.nationality, ours.guardian]);
    }
    const dots = new Set(held('same', draw({ same: 1 }, 'minority')).map(([, { name }]) => /[\s\p{P}\p{Sm}]+/u.exec(name)?.[0]));
    expect(dots.size).toBeGreaterThan(5);
  });

  it('is incomplete: a gap or the placeholder of a newborn, and nothing that says otherwise', () => {
    for (const [ours, theirs] of held('incomplete')) {
      const gaps = [theirs.phone === null && ours.phone !== null, theirs.address === null, isPlaceholder(ours, theirs) && ours.name !== theirs.name];
      expect(gaps).toContain(true);
      expect([differing(ours, theirs), compared(ours, theirs).fields.name]).toEqual([[], gaps[2] ? 'theirs-missing' : undefined]);
      for (const field of ['phone', 'address'] as const) expect([null, ours[field]]).toContain(theirs[field]);
    }
  });

  it('differs in a self-declared field: an older phone mostly, or an older address', () => {
    const pairs = held('differs-declared');
    for (const [ours, theirs] of pairs) {
      expect(differing(ours, theirs)).toEqual([]);
      expect([theirs.phone !== ours.phone, theirs.address !== ours.address].filter(Boolean)).toHaveLength(1);
      expect([theirs.phone === null && ours.phone !== null, theirs.address]).toEqual([false, expect.any(String)]);
    }
    const moved = pairs.filter(([ours, theirs]) => ours.phone !== theirs.phone).length / pairs.length;
    expect(moved).toBeGreaterThan(0.6);
    expect(moved).toBeLessThan(0.9);
  });

  it('differs in one identity field, and each of them differs for somebody', () => {
    // A placeholder of ours that was misread looks like a name that the child has got meanwhile: the desk asks.
    const fields = held('differs-identity').map(([ours, theirs]) => IDENTITY_FIELDS.filter((field) => compared(ours, theirs).fields[field]));
    for (const names of fields) expect(names).toHaveLength(1);
    expect(new Set(fields.flat())).toEqual(new Set<ArchiveField>(['name', 'sex', 'birthDate', 'identifier']));
  });

  it.each<PersonKind>(['local', 'minority', 'passport', 'newborn'])('has a name wrong by one character: %s', (kind) => {
    const misread = held('differs-identity', draw({ 'differs-identity': 1 }, kind)).filter(([ours, theirs]) => differing(ours, theirs).includes('name'));
    expect(misread.length).toBeGreaterThan(100);
    for (const [ours, theirs] of misread) {
      const [name, wrong] = [normaliseName(ours.name), normaliseName(theirs.name)];
      const changed = [...wrong].filter((character, n) => character !== name[n]).length;
      expect(wrong.length === name.length ? changed : wrong.length - name.length).toBe(1);
    }
  });

  it('has a number wrong by two neighbouring digits, and a birth date that has been', () => {
    for (const [ours, theirs] of held('differs-identity')) {
      const [number = '', wrong = ''] = [ours.identifiers[0]?.number, theirs.identifier?.number];
      if (number !== wrong) expect([...wrong].filter((digit, n) => digit !== number[n])).toHaveLength(2);
      expect(theirs.birthDate <= today).toBe(true);
    }
  });

  it('are several archives of one number', () => {
    for (const { archives, identifiers } of draw({ several: 1 })) {
      expect(archives.map(({ identifier }) => identifier)).toEqual([identifiers[0], identifiers[0]]);
      expect(archives[0]?.archiveNo).not.toBe(archives[1]?.archiveNo);
    }
  });

  it('is a placeholder for every newborn that it got from the birth hospital', () => {
    for (const resident of draw({ same: 1, incomplete: 1 }, 'newborn', 300)) {
      const [archive] = resident.archives;
      expect(archive && isPlaceholder(resident, archive)).toBe(true);
      expect(archive?.identifier).toEqual(resident.identifiers[0]);
      expect(archive?.guardian).toEqual(resident.guardian);
      if (resident.outcome === 'same') expect(archive?.name).toBe(resident.name);
    }
  });
});
