import { CASE_KINDS } from '../../../domain/cases/kinds.js';
import { translateIn } from '../i18n/translate-in.js';
import { sentenceIn } from './sentence.js';

const dose = { plannedDoseId: '0192d3a0-0000-7000-8000-000000000006', productId: 'mmr', vaccine: 'MMR', series: 'MMR', doseNumber: 1, state: 'planned', eligible: null, notGiven: null, given: null } as const;
const archive = { oursVersion: 1, theirsVersion: '7', outcome: 'differs', fields: { name: 'differs', birthDate: 'differs' }, decision: null, settled: false } as const;
const journey = { doses: [dose], archive };

it('names the fields that differ, in each language', () => {
  const about = { kind: 'identity-differs', plannedDoseId: null } as const;
  expect(sentenceIn(translateIn('zh'), 'zh', about, journey)).toBe('登记系统有同一号码的档案，但姓名和出生日期与我方记录不一致。');
  expect(sentenceIn(translateIn('en'), 'en', about, journey)).toBe('The registry has an archive of the same number that differs from ours in name and birth date.');
});

it('names the dose it is about', () => {
  const about = { kind: 'upload-overdue', plannedDoseId: dose.plannedDoseId } as const;
  expect(sentenceIn(translateIn('zh'), 'zh', about, journey)).toContain('麻腮风减毒活疫苗第 1 剂接种后');
  expect(sentenceIn(translateIn('en'), 'en', about, journey)).toMatch(/^Dose 1 of measles, mumps, rubella vaccine did not/);
});

it.each(['zh', 'en'] as const)('leaves no place empty where there is nothing to name, in %s', (language) => {
  for (const kind of CASE_KINDS) {
    const sentence = sentenceIn(translateIn(language), language, { kind, plannedDoseId: null }, { doses: [], archive: { ...archive, fields: {} } });
    expect(sentence).not.toMatch(/%\{|\{\}|undefined| {2}|^\s*$/);
    expect(sentence.toLowerCase()).not.toBe(kind);
  }
});
