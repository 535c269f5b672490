import { brokenAnswers } from '../kit/broken-answers.js';
import type { OwnFaults } from '../kit/faults.js';
import { REFUSALS, type About, type RefusalCode } from './contract.js';
import { refused } from './handle.js';
import type { Archive, Records } from './records.js';
import { shown } from './show-archive.js';

type Fields = Record<string, unknown>;

/** Somebody to speak of where the province holds nobody else. No passport has ten characters: ICAO 9303 gives its number nine. */
const STRANGER: Archive = {
  archiveNo: '440000199000000000', version: 1, key: null, doses: [],
  person: { name: '示例旁人', sexCode: '1', birthday: '19900101', idType: '03', idNo: 'XXX0000000', nationality: 'CN', mobile: null, village: null, guardian: null },
};

/** The province's answers carry their fields in `data`; a refusal has none and stays as it is. */
export function ownFaults(records: Records): OwnFaults {
  const codes = Object.keys(REFUSALS) as RefusalCode[];
  const everywhere = (change: (about: About) => Partial<About>) => (right: unknown) => withinData(right, (data) => alterPeople(data, change));
  return {
    rejections: Object.fromEntries(codes.map((code) => [code, refused(code)])),
    wrongPersons: {
      'another-archive': (right) => withinData(right, (data) => aboutAnother(data, records)),
      'birth-date': everywhere(({ birthday }) => ({ birthday: birthday.slice(0, 6) + (birthday.endsWith('01') ? '02' : '01') })),
      number: everywhere(({ idNo }) => ({ idNo: idNo && idNo.slice(0, -1) + (idNo.endsWith('0') ? '1' : '0') })),
    },
    wrongSchemas: brokenAnswers(withinData),
  };
}

function withinData(right: unknown, change: (data: Fields) => Fields): unknown {
  const answer = right as { data?: Fields };
  return answer.data ? { ...answer, data: change(answer.data) } : answer;
}

/** A question shows another archive; a write and its receipt speak of another's under the request's own key. */
function aboutAnother(data: Fields, { archives }: Records): Fields {
  const [only] = (data.archives as { archiveNo: string }[] | undefined) ?? [data];
  const other = [...archives.values()].find(({ archiveNo }) => archiveNo !== only?.archiveNo) ?? STRANGER;
  if ('archives' in data) return { ...data, archives: [shown(other)] };
  const { idType, idNo, birthday } = other.person;
  return 'archiveNo' in data ? { ...data, archiveNo: other.archiveNo, ...('birthday' in data && { idType, idNo, birthday }) } : data;
}

function alterPeople(data: Fields, change: (about: About) => Partial<About>): Fields {
  if (Array.isArray(data.archives)) return { ...data, archives: data.archives.map((archive: About) => ({ ...archive, ...change(archive) })) };
  return 'birthday' in data ? { ...data, ...change(data as About) } : data;
}
