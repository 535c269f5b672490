import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { actionsOf, CASE_KINDS, needsSecondPerson, type CaseAction } from '../domain/cases/kinds.js';
import { README_IMAGES } from '../e2e/readme-images.js';

const root = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const pages = (folder: string) => readdirSync(join(root, folder)).filter((name) => name.endsWith('.md')).map((name) => join(folder, name));
const documents = [...pages('.'), ...pages('docs'), ...pages('docs/adr'), ...pages('deploy')];

describe.each(documents)('%s', (file) => {
  it('links to files that are there', () => {
    const links = [...read(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => (link ?? '').replace(/#.*$/, '')).filter((link) => link !== '' && !link.includes('://'));
    expect(links.filter((link) => !existsSync(join(root, dirname(file), link)))).toEqual([]);
  });

  it('names npm scripts that are there', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read(file).matchAll(/npm run (?:--silent )?([a-z][a-z:-]*)/g)].map(([, name]) => name ?? '');
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('docs/cases.md', () => {
  const sections = new Map(read('docs/cases.md').split(/^### /m).slice(1).map((text) => [/^`([\w-]+)`/.exec(text)?.[1] ?? '', text]));

  it.each(CASE_KINDS)('says of %s what each action does, and settles one', (kind) => {
    const text = sections.get(kind) ?? '';
    expect(actionsOf(kind).filter((action) => !text.includes(`- \`${action}\``))).toEqual([]);
    const [, how, action] = new RegExp(`^(settle\\w*) ${kind} ([\\w-]+) `, 'm').exec(text) ?? [];
    expect(actionsOf(kind)).toContain(action);
    expect(how).toBe(needsSecondPerson(action as CaseAction) ? 'settle_by_two' : 'settle');
  });

  it('says it of no other kind', () => {
    expect([...sections.keys()].toSorted()).toEqual([...CASE_KINDS].toSorted());
  });
});

describe('README.md', () => {
  const [, chinese = '', english = ''] = read('README.md').split(/^## (?:中文|English)$/m);

  it('says as much in Chinese as in English', () => {
    const named = (text: string) => [...new Set([...text.matchAll(/`([^`\n]+)`|\]\(([^)]+)\)|^([a-z0-9-]+\/)/gm)].map(([, code, link, folder]) => code ?? link ?? folder ?? ''))];
    // Words in place of a name differ; paths and commands do not.
    const exact = (text: string) => named(text).filter((name) => /^(npm run|--|[\w./-]+\.(ts|md|json|example)$|[a-z0-9-]+\/)/.test(name)).toSorted();
    expect(exact(chinese)).toEqual(exact(english));
    expect(exact(english).length).toBeGreaterThan(30);
    expect(chinese.match(/^### /gm)).toHaveLength(english.match(/^### /gm)?.length ?? 0);
  });

  it.each([['Chinese', chinese], ['English', english]])('shows in %s the pictures that the browser tests make, each with a text for whoever does not see it', (_language, text) => {
    const shown = [...text.matchAll(/!\[([^\]]*)\]\(docs\/images\/([\w-]+)\.png\)/g)];
    expect(shown.map(([, , name]) => name)).toEqual(README_IMAGES);
    expect(shown.filter(([, described = '']) => described.length < 10)).toEqual([]);
  });

  it.each(README_IMAGES)('loads its picture of %s at once', (name) => {
    expect(statSync(join(root, `docs/images/${name}.png`)).size).toBeLessThan(250_000);
  });

  it.each([['Chinese', chinese], ['English', english]])('shows in %s every folder of code, and none that is not there', (_language, text) => {
    const [, tree = ''] = /^(```\ndomain[^]*?)```$/m.exec(text) ?? [];
    const shown = [...tree.matchAll(/^([a-z0-9-]+\/(?: [a-z0-9-]+\/)*)/gm)].flatMap(([, names = '']) => names.split(' ')).map((name) => name.replace('/', ''));
    const { include } = JSON.parse(read('tsconfig.json')) as { include: string[] };
    expect(shown.filter((folder) => !existsSync(join(root, folder)))).toEqual([]);
    expect(include.filter((folder) => existsSync(join(root, folder)) && !shown.includes(folder))).toEqual([]);
  });
});
