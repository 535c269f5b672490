import { readFileSync } from 'node:fs';
import { EXAMPLE } from './fields.js';
import { OPERATIONS } from './operations.js';

const document = readFileSync(new URL('../docs/api.md', import.meta.url), 'utf8');

/** What stands for a variable of the page; every other one is an id. */
const VALUES: Record<string, string> = {
  DAY: EXAMPLE.day, BORN: '2024-06-01', NUMBER: '440199202406010021', TEXT: 'eyJhbGciOiJFUzI1NiJ9.eyJ2ZXIiOjF9.c2lnbmF0dXJl', SEEN: '1', THEIRS: 'null', LOT: 'L1',
  TRACE: '84100400000000000001', NOW: EXAMPLE.at, BEFORE: EXAMPLE.at, LATE: 'eyJhbGciOiJFUzI1NiJ9.eyJ2ZXIiOjF9.c2lnbmF0dXJl', SHOWN: EXAMPLE.at, NEXT: EXAMPLE.day, PASSPORT: 'TK1234567',
};
const ITEM = JSON.stringify({ item: 'health', value: 'ok', source: 'manual', staffId: 'N-204', at: EXAMPLE.at });
const filled = (text: string) => text.replace(/\$\(item [^)]+\)/g, ITEM).replace(/\$([A-Z]+)/g, (_, name: string) => VALUES[name] ?? EXAMPLE.journey);

const REQUEST = /(# refused[^\n]*\n)?\b(?:site|app|operator)(_post)? "?(\/v1[^"\s]*)"?(?:[^\n]*<<JSON[^\n]*\n([\s\S]*?)\nJSON)?/g;
const requests = [...document.matchAll(REQUEST)].map(([, refused, post, address = '', body]) => {
  const [path = '', query = ''] = filled(address).split('?');
  const method = post ? 'post' : 'get';
  const fits = (template: string) => new RegExp(`^${template.replace(/\{\w+\}/g, '[\\da-f-]{36}')}$`).test(path);
  return { refused: refused !== undefined, said: `${method} ${address}`, query, body, operation: OPERATIONS.find((operation) => operation.method === method && fits(operation.path)) };
});

describe('the requests to try', () => {
  it.each(requests)('$said is one that the contract takes, or says that it is refused', ({ refused, query, body, operation }) => {
    expect(operation).toBeDefined();
    if (body !== undefined) expect(operation?.body?.safeParse(JSON.parse(filled(body))).success).toBe(!refused);
    if (query) expect(operation?.query?.safeParse(Object.fromEntries(new URLSearchParams(query))).error).toBeUndefined();
  });

  it('leave no operation of a visit out', () => {
    const shown = new Set(requests.map(({ operation }) => operation?.id));
    const outside = ['getJwks', 'getHealth', 'getReadiness', 'getCase'];
    const machines = OPERATIONS.filter(({ kinds }) => kinds.some((kind) => kind !== 'person'));
    expect(machines.map(({ id }) => id).filter((id) => !shown.has(id) && !outside.includes(id))).toEqual([]);
  });

  it('name all that pages alone may ask', () => {
    const ofPages = OPERATIONS.filter(({ kinds, scope }) => scope !== null && kinds.every((kind) => kind === 'person'));
    for (const { method, path } of ofPages) expect(document).toContain(`| \`${method.toUpperCase()} ${path}\` |`);
  });
});
