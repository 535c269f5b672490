import type { IdType } from '../../domain/identity/identifier.js';
import type { Sex } from '../../domain/identity/sex.js';

/** ID types as seen on the province's platforms (01, 03, 04, 07); the others are this dialect's own, to be confirmed in the joint test. */
const ID_TYPE_CODES: Record<IdType, string> = {
  'id-card': '01',
  passport: '03',
  'hk-macau-permit': '04',
  'taiwan-permit': '07',
  'residence-permit': '08',
  'foreigner-card': '09',
  'birth-certificate': '10',
  'health-code': '11',
  'archive-number': '12',
};
const SEX_CODES: Record<Sex, string> = { unknown: '0', male: '1', female: '2', unstated: '9' }; // GB/T 2261.1
const SEX_NAMES: Record<Sex, string> = { unknown: '未知', male: '男', female: '女', unstated: '未说明' };

export const idTypeCode = (type: IdType): string => ID_TYPE_CODES[type];
export const sexCode = (sex: Sex): string => SEX_CODES[sex];
export const sexName = (sex: Sex): string => SEX_NAMES[sex];

/** Undefined for a code that the dialect does not know: the answer is then not believed. */
export const idTypeOf = (code: string): IdType | undefined => keyOf(ID_TYPE_CODES, code);
export const sexOf = (code: string): Sex | undefined => keyOf(SEX_CODES, code);

/** 01 China, 02 Hong Kong and Macau, 04 overseas. The list skips 03, taken here for Taiwan and to be confirmed in the joint test: 01 with a Taiwan permit is rejected. */
const NATIONALITY_CODES: Record<string, string> = { CN: '01', HK: '02', MO: '02', TW: '03' };
export const nationalityCode = (country: string): string => NATIONALITY_CODES[country] ?? '04';

/** Relations in the province's words; one that we have no word for stays as it came. */
const RELATION_NAMES: Record<string, string> = { mother: '母亲', father: '父亲', guardian: '监护人' };
export const relationName = (relation: string): string => RELATION_NAMES[relation] ?? relation;
export const relationOf = (name: string): string => keyOf(RELATION_NAMES, name) ?? name;

function keyOf<K extends string>(table: Record<K, string>, code: string): K | undefined {
  return (Object.keys(table) as K[]).find((key) => table[key] === code);
}
