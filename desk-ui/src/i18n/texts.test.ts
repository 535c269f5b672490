import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fill } from './fill.js';

const SOURCES = join(process.cwd(), 'desk-ui/src');
const FILES = readdirSync(SOURCES, { recursive: true }).map(String).filter((file) => /(^|\/)(\w[\w-]*-)?texts\.ts$/.test(file));

type Tree = { [name: string]: string | Tree };

function texts(tree: Tree, path = ''): [path: string, text: string][] {
  return Object.entries(tree).flatMap(([name, branch]) => (typeof branch === 'string' ? [[`${path}/${name}`, branch] as [string, string]] : texts(branch, `${path}/${name}`)));
}

const placeholders = (text: string) => [...new Set([...text.matchAll(/%\{(\w+)\}/g)].map(([, name]) => name))].sort();

it('finds the texts of the parts', () => {
  expect(FILES.length).toBeGreaterThan(2);
});

describe.each(FILES)('%s', (file) => {
  let parts: { zh: Tree; en: Tree }[] = [];
  beforeAll(async () => {
    const found = (await import(pathToFileURL(join(SOURCES, file)).href)) as Record<string, { zh: Tree; en: Tree }>;
    parts = Object.values(found);
  });

  it('says everything in both languages, with the same places to fill', () => {
    for (const { zh, en } of parts) {
      const english = new Map(texts(en));
      expect(texts(zh).map(([path]) => path).sort()).toEqual([...english.keys()].sort());
      for (const [path, text] of texts(zh)) expect([path, placeholders(text)]).toEqual([path, placeholders(english.get(path) ?? '')]);
    }
  });

  it('leaves no text empty, and writes Chinese in Chinese', () => {
    for (const { zh, en } of parts) {
      expect([...texts(zh), ...texts(en)].filter(([, text]) => text.trim() === '')).toEqual([]);
      expect(texts(zh).filter(([, text]) => !/\p{Script=Han}/u.test(text))).toEqual([]);
    }
  });
});

it('fills the places of a text, and leaves what nobody fills', () => {
  expect(fill('%{n} of %{all}, %{rest}', { n: 1, all: 2 })).toBe('1 of 2, %{rest}');
});
