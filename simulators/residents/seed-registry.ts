import type { Identifier, IdType } from '../../domain/identity/identifier.js';
import type { Person } from '../registry-guangdong/contract.js';
import type { GeneratedResident, HeldArchive } from './resident.js';

/** Below the control path's limit of 10 000 archives in one request. */
const BATCH = 1000;

/** The province's codes, written from its own list as its contract is: GB/T 2261.1 for the sex, its own for the rest. */
const SEX_CODES = { unknown: '0', male: '1', female: '2', unstated: '9' } as const;
const RELATIONS = { mother: '母亲', father: '父亲', guardian: '监护人' } as const;
const NATIONALITIES: Record<string, string> = { CN: '01', HK: '02', MO: '02', TW: '03' };
const OVERSEAS = '04';
const ID_TYPES: Partial<Record<IdType, string>> = {
  'id-card': '01', passport: '03', 'hk-macau-permit': '04', 'taiwan-permit': '07', 'residence-permit': '08', 'foreigner-card': '09', 'birth-certificate': '10',
};

/**
 * Gives the registry simulator at `registryUrl` all archives that it is to hold of these residents; archives it has already stay as they
 * are, so this may be repeated. Throws when it refuses a batch.
 */
export async function seedRegistry(registryUrl: string, residents: readonly GeneratedResident[]): Promise<void> {
  const archives = residents.flatMap((resident) => resident.archives.map((archive) => ({ archiveNo: archive.archiveNo, person: archivedPerson(archive), ...(archive.doses && { doses: archive.doses }) })));
  const url = `${registryUrl.replace(/\/$/, '')}/control/archives`;
  for (let start = 0; start < archives.length; start += BATCH) {
    const body = JSON.stringify({ archives: archives.slice(start, start + BATCH) });
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`the registry simulator refused the archives: ${response.status}`);
  }
}

function archivedPerson({ name, sex, birthDate, identifier, nationality, phone, address, guardian }: HeldArchive): Person {
  return {
    name,
    sexCode: SEX_CODES[sex],
    birthday: birthDate.replaceAll('-', ''),
    ...numbered(identifier),
    nationality,
    nationalityCode: NATIONALITIES[nationality] ?? OVERSEAS,
    mobile: phone,
    village: address,
    guardian: guardian && { name: guardian.name, relation: RELATIONS[guardian.relation], ...numbered(guardian.document) },
  };
}

function numbered(identifier: Identifier | null): Pick<Person, 'idType' | 'idNo'> {
  return { idType: (identifier && ID_TYPES[identifier.type]) ?? null, idNo: identifier?.number ?? null };
}
