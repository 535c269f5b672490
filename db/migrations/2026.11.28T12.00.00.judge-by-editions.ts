import { giveToGuard, type Migration } from '../migration.js';

const SEX_OF_HISTORY = [
  ['v_birth date;', 'v_birth date; v_sex text;'],
  ['select r.birth_date into v_birth', 'select r.birth_date, r.sex into v_birth, v_sex'],
  [`jsonb_build_object('birthDate', v_birth)`, `jsonb_build_object('birthDate', v_birth, 'sex', v_sex)`],
] as const;
const VACCINE_OF_COVERAGE = [
  ['untallied_v1', 'untallied_v2'],
  [`'birthDate', r.birth_date, 'doses'`, `'birthDate', r.birth_date, 'sex', r.sex, 'doses'`],
  [`'series', d.series, 'doseNumber', d.dose_number`, `'vaccine', d.vaccine, 'series', d.series`],
] as const;

/** A function of ours as it stands, with some words changed; fails where one of them is not there. */
const changed = (signature: string, words: readonly (readonly [string, string])[]) => `
  do $change$
  declare
    v_text text := pg_get_functiondef('${signature}'::regprocedure);
  begin
    ${words.map(([from, to]) => `if position(${quoted(from)} in v_text) = 0 then raise exception 'no such words'; end if; v_text := replace(v_text, ${quoted(from)}, ${quoted(to)});`).join('\n    ')}
    execute v_text;
  end $change$;`;
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** The schedule has rows for one sex, and reads doses by their vaccines. */
export const judgeByEditions: Migration = {
  async up({ run }) {
    await run(changed('read_facts_v1(jsonb)', SEX_OF_HISTORY));
    await run('grant select (sex) on residents to guard');
    await run(changed('untallied_v1(text[], int)', VACCINE_OF_COVERAGE));
    await giveToGuard({ run }, [['untallied_v2(text[], int)', 'worker']]);
  },
  async down({ run }) {
    await run('drop function untallied_v2(text[], int); revoke select (sex) on residents from guard;');
    await run(changed('read_facts_v1(jsonb)', SEX_OF_HISTORY.map(([from, to]) => [to, from])));
  },
};
