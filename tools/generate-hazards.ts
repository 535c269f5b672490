import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { listFiles } from './source-files.mjs';

const ROOT = path.join(import.meta.dirname, '..');
const FILE = path.join(ROOT, 'docs/hazards.md');

/** What may harm somebody, and what stands against it; `later` where nothing of it is built yet. */
export const HAZARDS: Record<string, { hazard: string; against: string; later?: true }> = {
  H1: { hazard: 'Wrong patient 认错人', against: 'The code and a second identifier, read back; a later identification of somebody else is a hard stop.' },
  H2: { hazard: 'Wrong product 用错苗', against: 'What was scanned from the package has to be what was planned.' },
  H3: { hazard: 'Wrong age, dose, site or route 月龄、剂量、部位或途径错误', against: 'Rules by edition, and the body sites and routes of the product.' },
  H4: { hazard: 'Wrong interval 间隔错误', against: 'Unknown is not none: a doctor decides while the history is not known, and it is judged again when it is.' },
  H5: { hazard: 'Expired, recalled or held lot 过期、召回或封存批次', against: 'The lot is looked at with the scan and again with the dose.' },
  H6: { hazard: 'The same dose twice 重复接种', against: 'One dose of a number in a series, whoever gives it, reserved before the needle.' },
  H7: { hazard: 'The same archive twice 重复建档', against: 'A key with every request to a registry, and a question before a repeat.' },
  H8: { hazard: 'A lost record 记录丢失', against: 'Accepted is committed; a jab that happened is recordable in every stage.' },
  H9: { hazard: 'A record without a jab 未接种却有记录', against: 'Outcomes are distinct and none is a default.' },
  H10: { hazard: 'A notice to somebody else 告知发错人', against: 'The recipient is looked up when it is sent; the text is short.' },
  H11: { hazard: 'A false certificate 伪造凭证', against: 'Only a dose that was given and counts is printed, and each print is counted; every later one has its reason.' },
  H12: { hazard: 'A missed reaction 漏报不良反应', against: 'Observation has its clock and its release; a reaction is recordable afterwards.' },
  H13: { hazard: 'The queue stops 接种中断', against: 'Documents instead of codes, and a look-up that nobody waits for.' },
  H14: { hazard: 'A wrong decision 处置错误', against: 'A decision names the version it was made on; two people where it overrides; it can be undone.' },
  H15: { hazard: 'Old data that look new 陈旧数据', against: 'A page says when it is not live, and reads again when it is.' },
  H16: { hazard: 'Two people made one 误并档案', against: 'Two found to be different stay different until what was compared changes.' },
};

type NamedTest = { name: string; file: string };

const TITLE = /^(\s*)(?:it|test|describe)(?:\.each\(.*\))?\((['"`])(.*?)\2/;
const NAMED = / ?\(((?:[A-Z]\d+, )*[A-Z]\d+)\)/g;

/** Tests whose titles name a hazard in brackets, such as `(H6)`, by hazard. Throws for a hazard that there is not. */
export function testsByHazard(): Map<string, NamedTest[]> {
  const found = new Map<string, NamedTest[]>(Object.keys(HAZARDS).map((hazard) => [hazard, []]));
  for (const file of listFiles(ROOT, ['.'], (name) => name.endsWith('.test.ts'))) {
    for (const { name, hazards } of titlesIn(readFileSync(path.join(ROOT, file), 'utf8'))) {
      for (const hazard of hazards) {
        const tests = found.get(hazard);
        if (!tests) throw new Error(`${file}: there is no hazard ${hazard}`);
        tests.push({ name, file });
      }
    }
  }
  return found;
}

/** Each title with those that it stands in, as far as a line shows them. */
function titlesIn(source: string): { name: string; hazards: string[] }[] {
  const around: { indent: number; title: string }[] = [];
  return source.split('\n').flatMap((line) => {
    const [, indent = '', , title] = TITLE.exec(line) ?? [];
    if (title === undefined) return [];
    while ((around.at(-1)?.indent ?? -1) >= indent.length) around.pop();
    around.push({ indent: indent.length, title });
    const hazards = [...title.matchAll(NAMED)].flatMap(([, names = '']) => names.split(', ')).filter((name) => name.startsWith('H'));
    return [{ name: around.map((one) => one.title.replace(NAMED, '')).join(' › '), hazards }];
  });
}

/** `docs/hazards.md` from the titles of tests; `--check` compares instead of writing and fails when they differ. */
export function hazardsDocument(): string {
  const sections = [...testsByHazard()].flatMap(([id, tests]) => [
    `## ${id} ${HAZARDS[id]?.hazard}`,
    '',
    HAZARDS[id]?.against ?? '',
    '',
    ...(tests.length === 0 ? ['Not built yet. 尚未实现。'] : tests.map(({ name, file }) => `- ${name.replaceAll('|', '\\|')} – [${path.basename(file)}](../${file})`)),
    '',
  ]);
  return ['# Hazards and the tests against them 风险与对应测试', '', 'Generated from the titles of tests by `npm run generate`; `npm test` fails when it differs.', '', ...sections].join('\n');
}

if (process.argv[1] === import.meta.filename) {
  const wanted = hazardsDocument();
  if (!process.argv.includes('--check')) writeFileSync(FILE, wanted);
  else if (readFileSync(FILE, 'utf8') !== wanted) {
    console.error('docs/hazards.md differs from the tests: run npm run generate');
    process.exitCode = 1;
  }
}
