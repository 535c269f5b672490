import { addResident, createTestDatabase, inScope, openClinic, openDoor, type Clinic, type OpenDoor, type TestDatabase } from '../db/database-fixtures.js';
import { Visit } from '../db/door-fixtures.js';
import { newId } from '../db/new-id.js';
import type { Scope } from '../db/scope.js';
import { reachOf, ROLES, type Role } from '../domain/access/roles.js';
import { toAreaCode, type AreaCode, type SiteId } from '../domain/ids.js';
import type { Principal } from './auth/principal.js';
import { scopeOf } from './reach.js';

/** Sites in two districts of Guangzhou, and one in Shenzhen. */
const AREAS = { liwan: '440103', tianhe: '440106', shenzhen: '440300' } as const;
type Place = keyof typeof AREAS;
const PLACES = Object.keys(AREAS) as Place[];

let database: TestDatabase;
let open: OpenDoor;
let clinics: Record<Place, Clinic>;

beforeAll(async () => {
  database = await createTestDatabase(process.env.TEST_ADMIN_URL);
  open = openDoor(database.urls.api);
  const made: [Place, Clinic][] = [];
  for (const place of PLACES) made.push([place, await openClinic(database.urls, { areaCode: AREAS[place] })]);
  clinics = Object.fromEntries(made) as Record<Place, Clinic>;
  for (const [n, place] of PLACES.entries()) await visitAt(clinics[place], `8410040000000099990${n}`);
});
afterAll(async () => {
  await open.pool.end();
  await database.drop();
});

/** A resident with a dose given, a reason, a comparison and a case: rows in every table that says something about somebody. */
async function visitAt(clinic: Clinic, traceCode: string): Promise<void> {
  const visit = new Visit(open.door, clinic, await addResident(database.urls, [clinic]));
  const codeId = newId();
  await inScope(database.urls.api, { resident: visit.residentId }, 'insert into health_codes (id, resident_id) values ($1, $2)', [codeId, visit.residentId]);
  await visit.toChecklist(codeId);
  await visit.done(visit.verify(traceCode), { evidence: [{ id: newId(), purpose: 'checklist', content: {} }], notes: [{ id: newId(), text: 'x' }] });
  await visit.done(visit.recordDose());
  await visit.find({ type: 'softwareFaulted', data: { step: 'upload', restarts: 0 } }, 'fault');
}

/** Of residents and their visits: what nobody outside of a reach may see a row of. */
const TABLES = ['residents', 'resident_access', 'archives', 'health_codes', 'journeys', 'journey_events', 'doses', 'cases', 'evidence', 'notes'];

type Posting = { role: Role; area?: string; at?: Place[]; sees: Place[] };
const POSTINGS: Posting[] = [
  ...(['registrar', 'pre-check-doctor', 'vaccinator', 'cashier', 'observer', 'stock-keeper', 'site-lead'] as const).map((role): Posting => ({ role, at: ['liwan'], sees: ['liwan'] })),
  { role: 'district-supervisor', area: '440103', sees: ['liwan'] },
  { role: 'city-supervisor', area: '440100', sees: ['liwan', 'tianhe'] },
  { role: 'provincial-supervisor', area: '440000', sees: ['liwan', 'tianhe', 'shenzhen'] },
  { role: 'security-auditor', sees: [] },
  { role: 'administrator', sees: [] },
];

/** The scope that the API sets for somebody of this role, by the API's own rule. */
function scopeOfPosting({ role, area, at = [] }: Posting): Scope {
  const siteIds: SiteId[] = at.map((place) => clinics[place].siteId);
  const areaCode: AreaCode | null = area === undefined ? null : toAreaCode(area);
  const reach = reachOf({ roles: [role], areaCode, siteIds });
  if (!reach) throw new Error(`${role} fits nothing`);
  const person = { personId: newId<'person'>(), name: '', roles: [role], areaCode, siteIds, reach, endsAt: 0, device: null };
  const principal: Principal = { clientId: '', kind: 'person', siteIds, areaCode, scopes: [], residentId: null, person };
  return scopeOf(principal);
}

const count = async (scope: Scope, sql: string, values: unknown[] = []) => (await inScope<{ n: number }>(database.urls.api, scope, `select count(*)::int as n from ${sql}`, values))[0]?.n ?? -1;

it('has every role', () => {
  expect(POSTINGS.map(({ role }) => role)).toEqual([...ROLES]);
});

describe.each(POSTINGS)('the rows of a $role', (posting) => {
  it.each(TABLES)('of %s are those of the reach, whatever the statement asks for', async (table) => {
    const all = await Promise.all(PLACES.map((place) => count({ site: clinics[place].siteId }, table)));
    expect(all.every((n) => n > 0)).toBe(true);
    const expected = PLACES.reduce((sum, place, n) => sum + (posting.sees.includes(place) ? (all[n] ?? 0) : 0), 0);
    expect(await count(scopeOfPosting(posting), table)).toBe(expected);
  });

  it('that are visits lie at sites of the reach', async () => {
    const rows = await inScope<{ site_id: string }>(database.urls.api, scopeOfPosting(posting), 'select distinct site_id from journeys');
    expect(rows.map((row) => row.site_id).toSorted()).toEqual(posting.sees.map((place) => clinics[place].siteId as string).toSorted());
  });

  it('are not changed beyond it either', async () => {
    const scope = scopeOfPosting(posting);
    for (const place of PLACES.filter((known) => !posting.sees.includes(known))) {
      const changed = await inScope(database.urls.api, scope, `update cases set status = status where site_id = $1 returning id`, [clinics[place].siteId]);
      expect([place, changed]).toEqual([place, []]);
    }
  });

  it('begin with what is public about sites', async () => {
    expect(await count(scopeOfPosting(posting), 'sites')).toBe(PLACES.length);
  });
});
