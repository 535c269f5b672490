import type { Dose, Fill, Person, RefusalCode } from './contract.js';
import type { Archive, Records } from './records.js';

/** 某某之子 and the like: the name of a newborn before it has one. */
const PLACEHOLDER_NAME = /之[子女]$/;
const TAIWAN_PERMIT = '07';
const CHINESE = '01';
const CLOCK_SLACK_MS = 5 * 60_000;

/** A name as the province compares it: whichever dot a keyboard has for the one in minority names, and no blanks. */
const plainName = (name: string) => name.normalize('NFKC').replace(/[\u00b7\u2022\u2027\u2219\u22c5\u30fb\s]/g, '');

export function isSamePerson(a: Person, b: Person): boolean {
  const sameNumber = !a.idNo || !b.idNo || a.idType !== b.idType || a.idNo === b.idNo;
  return sameNumber && plainName(a.name) === plainName(b.name) && a.sexCode === b.sexCode && a.birthday === b.birthday;
}

/** The province takes no Chinese nationality with a Taiwan permit. */
export function personRefusal({ idType, nationalityCode }: Person): RefusalCode | null {
  return idType === TAIWAN_PERMIT && nationalityCode === CHINESE ? 'GD1001' : null;
}

/** A field may be filled where there is none, or only a placeholder name; saying the same again is no difference. */
export function fillRefusal(archive: Archive, fill: Fill): RefusalCode | null {
  const { person } = archive;
  const open = (Object.keys(fill) as (keyof Fill)[]).every((field) => {
    const held = person[field];
    return held === null || (field === 'name' && PLACEHOLDER_NAME.test(person.name)) || JSON.stringify(held) === JSON.stringify(fill[field]);
  });
  return open ? null : 'GD2002';
}

export function doseRefusal(records: Records, archive: Archive, person: Person, dose: Dose, now: number): RefusalCode | null {
  const refusal = personRefusal(person);
  if (refusal) return refusal;
  if (!isSamePerson(archive.person, person)) return 'GD2003';
  if (archive.doses.some(({ vaccineCode, doseNo }) => vaccineCode === dose.vaccineCode && doseNo === dose.doseNo)) return 'GD3001';
  if (records.traceUses(dose.traceCode) >= dose.packageDoses) return 'GD3002';
  const givenAt = Date.parse(`${dose.inoculateTime.replace(' ', 'T')}+08:00`);
  const tooEarly = dose.inoculateTime.slice(0, 10).replaceAll('-', '') < archive.person.birthday;
  return !(givenAt <= now + CLOCK_SLACK_MS) || tooEarly ? 'GD3003' : null;
}
