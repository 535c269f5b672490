import { CASE_KINDS } from '../../domain/cases/kinds.js';
import { isId } from '../../domain/ids.js';
import { queueOf } from '../../domain/cases/queue.js';
import type { Instant } from '../../domain/time.js';
import { generateRows } from './generate.js';
import { createPlaces } from './places.js';
import { toLine, type Row, type Table } from './rows.js';

const NOW = Date.UTC(2026, 10, 27, 3);
const places = createPlaces();
const rowsFor = (seed: number, journeys = 20_000) => [...generateRows({ journeys, seed, nowMs: NOW }, places)];
const rows = rowsFor(7);
const of = (table: Table, among: Row[] = rows) => among.filter((row) => row.table === table).map(({ values }) => values as Record<string, unknown>);

describe('generated tables', () => {
  it('have a case for one visit in ten, a fifth of them open, and five events a visit', () => {
    expect(of('journeys')).toHaveLength(20_000);
    expect(of('cases').length / 20_000).toBeCloseTo(0.1, 1);
    expect(of('cases').filter(({ status }) => status === 'open').length / of('cases').length).toBeCloseTo(0.2, 1);
    expect(of('journey_events').length / 20_000).toBeGreaterThan(4.8);
    expect(of('journey_events').length / 20_000).toBeLessThan(5.2);
  });

  it('are the same for the same seed, and others for another', () => {
    const lines = (seed: number) => rowsFor(seed, 300).filter(({ table }) => table !== 'notes').map(toLine).join('');
    expect(lines(3)).toBe(lines(3));
    expect(lines(3)).not.toBe(lines(4));
  });

  it('give each visit its own id of its time, in order', () => {
    const ids = of('journeys').map(({ id }) => String(id));
    expect(ids.every(isId)).toBe(true);
    expect(new Set(ids.map((id) => id)).size).toBe(ids.length);
    expect(ids.map((id) => id.slice(0, 13))).toEqual(ids.map((id) => id.slice(0, 13)).toSorted());
  });

  it('have open cases of each kind and in each queue, claims that ran out among them', () => {
    const open = of('cases').filter(({ status }) => status === 'open');
    const queues = open.map(({ claimed_by: by, claimed_until: until, proposal, question, moved }) =>
      queueOf({ status: 'open', action: null, question, proposal, moved, claim: until instanceof Date ? { by: String(by), until: until.getTime() } : null } as Parameters<typeof queueOf>[0], NOW as Instant));
    expect(new Set(queues)).toEqual(new Set(['unclaimed', 'in-hand', 're-review', 'for-approval', 'for-information']));
    expect(new Set(open.map(({ kind }) => kind))).toEqual(new Set(CASE_KINDS));
    expect(open.some(({ claimed_until: until }) => until instanceof Date && until.getTime() < NOW)).toBe(true);
  });

  it('have of each notice, step and audit row what lists are narrowed to, some of it seldom', () => {
    expect([...new Set(of('notices').map(({ state }) => state))]).toEqual(expect.arrayContaining(['delivered', 'sent', 'failed', 'waiting']));
    expect(new Set(of('audit_rows').map(({ outcome }) => outcome))).toEqual(new Set(['done', 'refused', 'failed']));
    expect(of('journey_steps').length).toBeGreaterThan(0);
    expect(of('journeys').some(({ state }) => JSON.stringify(state).includes('overdue'))).toBe(true);
  });

  it('have a resident once among the cohorts, and a visit once among those who came or did not', () => {
    const members = of('cohort_members').map(({ resident_id: id }) => id);
    expect(new Set(members)).toEqual(new Set(of('journeys').map(({ resident_id: id }) => id)));
    expect(members).toHaveLength(new Set(members).size);
    const shows = of('tallies').filter(({ report }) => report === 'no-show');
    expect(new Set(shows.map(({ journey_id: id }) => id)).size).toBe(shows.length);
  });

  it('let large sites see more than small ones, in every area', () => {
    const visits = new Map<unknown, number>();
    for (const { site_id: site } of of('journeys')) visits.set(site, (visits.get(site) ?? 0) + 1);
    const counts = [...visits.values()].toSorted((a, b) => b - a);
    expect(counts[0]! / counts.at(-1)!).toBeGreaterThan(4);
    expect(new Set(of('journeys').map(({ area_code: area }) => area)).size).toBe(new Set(places.sites.map(({ areaCode }) => areaCode)).size);
  });
});

it('escapes what would end a column or a row', () => {
  const note = { id: 'x', resident_id: 'x', site_id: 'x', area_code: null, purpose: 'a\tb\nc\\d', content_enc: Buffer.from([1, 255]), retention_until: '2026-01-01' };
  expect(toLine({ table: 'notes', values: note })).toBe('x\tx\tx\t\\N\ta\\tb\\nc\\\\d\t\\\\x01ff\t2026-01-01\n');
});
