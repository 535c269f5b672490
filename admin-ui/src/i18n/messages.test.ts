import englishMessages from 'ra-language-english';
import products from '../../../policies/products.json' with { type: 'json' };
import { MESSAGES, type Language } from '../../../contracts/describe-problem.js';
import { STAGES } from '../../../domain/journey/stages.js';
import { messagesOf, OWN } from './messages.js';
import { reactAdminZh } from './react-admin-zh.js';

const LANGUAGES: Language[] = ['zh', 'en'];

/** Every text with its path; a path that ends in no text is an empty branch. */
function texts(tree: unknown, path = ''): [path: string, text: string][] {
  if (typeof tree === 'string') return [[path, tree]];
  const branches = Object.entries(tree as Record<string, unknown>);
  return branches.length === 0 ? [[path, '']] : branches.flatMap(([key, branch]) => texts(branch, path ? `${path}/${key}` : key));
}

const paths = (tree: unknown) => texts(tree).map(([path]) => path).sort();
const placeholders = (text: string) => [...new Set([...text.matchAll(/%\{(\w+)\}/g)].map((match) => match[1]))].sort();

it('says everything in Chinese that react-admin says in English, and nothing else', () => {
  expect(paths(reactAdminZh)).toEqual(paths(englishMessages));
});

it('says everything of its own in both languages', () => {
  expect(paths(OWN.zh)).toEqual(paths(OWN.en));
});

it.each([
  { whose: 'react-admin', one: reactAdminZh, other: englishMessages },
  { whose: 'this page', one: OWN.zh, other: OWN.en },
])('fills the same places in both languages of $whose', ({ one, other }) => {
  const filled = new Map(texts(one).map(([path, text]) => [path, placeholders(text)]));
  const known = (path: string) => filled.get(path) ?? [];
  // A language may leave out the number that its grammar needs no form for, but never name a place that nobody fills.
  for (const [path, text] of texts(other)) expect([path, known(path).filter((name) => !placeholders(text).includes(name))]).toEqual([path, []]);
});

describe.each(LANGUAGES)('in %s', (language) => {
  it('leaves no text empty but the one for a missing yes or no', () => {
    const empty = texts(messagesOf(language)).filter(([, text]) => text.trim() === '');
    expect(empty.map(([path]) => path)).toEqual(['ra/boolean/null']);
  });

  it('names the stages as the API does', () => {
    expect(messagesOf(language)['stages']).toBe(MESSAGES[language].stages);
    expect(Object.keys(MESSAGES[language].stages)).toEqual(expect.arrayContaining([...STAGES]));
  });

  it('names every shipped product, its routes and body sites as the policy does', () => {
    const { product, route, bodySite } = OWN[language].words;
    expect(product).toEqual(Object.fromEntries(products.products.map(({ productId, name }) => [productId, name[language]])));
    expect(Object.keys(route)).toEqual(expect.arrayContaining(products.products.flatMap((shipped) => shipped.routes)));
    expect(Object.keys(bodySite)).toEqual(expect.arrayContaining(products.products.flatMap((shipped) => shipped.bodySites)));
  });
});

it('writes Chinese in Chinese', () => {
  const foreign = texts({ ...reactAdminZh, ...OWN.zh }).filter(([, text]) => text.trim() !== '' && !/\p{Script=Han}/u.test(text.replaceAll(/%\{\w+\}/g, '')));
  expect(foreign.map(([path]) => path)).toEqual(['ra/page/edit', 'ra/page/list', 'ra/page/show', 'journey/notice_told', 'journey/of_dose']); // made of places alone
});
