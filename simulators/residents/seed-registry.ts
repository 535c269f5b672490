import type { Person } from '../registry-guangdong/contract.js';
import type { GeneratedResident } from './generate.js';

/** Below the control path's limit of 10 000 archives in one request. */
const BATCH = 1000;

/** The province's codes, written from its own list as its contract is: GB/T 2261.1 for the sex, its own for the documents. */
const SEX_CODES = { unknown: '0', male: '1', female: '2', unstated: '9' } as const;
const ID_CARD = '01';

/**
 * Gives the registry simulator at `registryUrl` the archives of those who have one; archives it has already stay as they are, so this may
 * be repeated. Throws when it refuses a batch.
 */
export async function seedRegistry(registryUrl: string, residents: readonly GeneratedResident[]): Promise<void> {
  const archives = residents.flatMap((resident) => (resident.archiveNo ? [{ archiveNo: resident.archiveNo, person: archivedPerson(resident) }] : []));
  const url = `${registryUrl.replace(/\/$/, '')}/control/archives`;
  for (let start = 0; start < archives.length; start += BATCH) {
    const body = JSON.stringify({ archives: archives.slice(start, start + BATCH) });
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`the registry simulator refused the archives: ${response.status}`);
  }
}

function archivedPerson({ name, sex, birthDate, identifiers, phone }: GeneratedResident): Person {
  const idCard = identifiers.find(({ type }) => type === 'id-card');
  return {
    name,
    sexCode: SEX_CODES[sex],
    birthday: birthDate.replaceAll('-', ''),
    idType: idCard ? ID_CARD : null,
    idNo: idCard?.number ?? null,
    nationality: 'CN',
    mobile: phone,
    village: null,
    guardian: null,
  };
}
