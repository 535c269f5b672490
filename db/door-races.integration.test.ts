import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ResidentId } from '../domain/ids.js';
import { foldEvents } from '../domain/journey/evolve.js';
import type { JourneyCommand } from '../domain/journey/commands.js';
import { command, policies } from '../domain/journey/journey-fixtures.js';
import { upcast, type StoredEvent } from '../domain/journey/upcast.js';
import { addResident, createTestDatabase, inScope, openClinic, openDoor, testBlindIndex, testCipher, type Clinic, type OpenDoor, type TestDatabase } from './database-fixtures.js';
import { committed, Visit } from './door-fixtures.js';
import { createDoor } from './door.js';
import { newId } from './new-id.js';

let database: TestDatabase;
let open: OpenDoor;
let clinic: Clinic;
let other: Clinic;

beforeAll(async () => {
  database = await createTestDatabase(process.env.TEST_ADMIN_URL);
  open = openDoor(database.urls.api);
  clinic = await openClinic(database.urls, { capacity: 50 });
  other = await openClinic(database.urls, { areaCode: '440106' });
});

afterAll(async () => {
  await open.pool.end();
  await database.drop();
});

const admin = <T extends object>(sql: string, values: unknown[] = []) => inScope<T & Record<string, unknown>>(database.adminUrl, null, sql, values);

async function codeOf(residentId: ResidentId): Promise<string> {
  const id = newId();
  await inScope(database.urls.api, { resident: residentId }, 'insert into health_codes (id, resident_id) values ($1, $2)', [id, residentId]);
  return id;
}

async function visit(productId?: string): Promise<Visit> {
  return new Visit(open.door, clinic, await addResident(database.urls, [clinic, other]), productId);
}

let used = 0;
const traceCode = (prefix = '8410040') => `${prefix}${String((used += 1)).padStart(13, '0')}`;

describe('claims under load', () => {
  it('give the last slot to exactly one', async () => {
    const small = await openClinic(database.urls, { capacity: 3 });
    const visits = await Promise.all(Array.from({ length: 12 }, async () => new Visit(open.door, small, await addResident(database.urls, [small]))));
    const results = await Promise.all(visits.map((journey) => journey.submit(journey.book(small.slotIds[0]))));
    expect(results.filter((result) => result.kind === 'committed')).toHaveLength(3);
    expect(results.filter((result) => result.kind === 'refused').map((result) => result.kind === 'refused' && result.refusal.code)).toEqual(Array(9).fill('slot-full'));
    expect(await admin('select taken from slots where id = $1', [small.slotIds[0]])).toEqual([{ taken: 3 }]);
    const refused = await admin<{ code: string }>(`select code, object_id from audit_rows where code = 'slot-full' and object_id = any($1)`, [visits.map((journey) => journey.journeyId)]);
    expect(refused).toHaveLength(9);
    expect(await admin('select 1 from journeys where site_id = $1', [small.siteId])).toHaveLength(3);
  });

  it('let crossing reschedules pass without a deadlock', async () => {
    const [a, b] = [clinic.slotIds[0], clinic.slotIds[1]];
    const visits = await Promise.all(Array.from({ length: 6 }, () => visit()));
    await Promise.all(visits.map((journey, n) => journey.done(journey.book(n % 2 ? a : b))));
    const taken = () => admin<{ taken: number }>('select sum(taken)::int as taken from slots where id = any($1)', [[a, b]]);
    const [before] = await taken();
    for (let round = 0; round < 4; round += 1) {
      const results = await Promise.all(visits.map((journey, n) => journey.submit(command('reschedule', { slotId: (n + round) % 2 ? b! : a! }))));
      expect(results.map((result) => result.kind)).toEqual(Array(6).fill('committed'));
    }
    expect(await taken()).toEqual([before]);
  });

  it('count the uses of a trace code up to the doses of the package', async () => {
    const code = traceCode();
    const visits = await Promise.all(Array.from({ length: 4 }, () => visit()));
    for (const journey of visits) await journey.toChecklist(await codeOf(journey.residentId));
    const results = await Promise.all(visits.map((journey) => journey.submit(journey.verify(code))));
    expect(results.map((result) => (result.kind === 'refused' ? result.refusal.code : result.kind)).sort()).toEqual(['committed', ...Array(3).fill('trace-code-over-used')]);
    expect(await admin('select 1 from dose_claims where journey_id = any($1)', [visits.map((journey) => journey.journeyId)])).toHaveLength(1);
  });

  it('take the last dose of one package at two sites at once for one of them (H6)', async () => {
    const code = traceCode('8410050');
    await admin('insert into trace_code_uses (trace_code, planned_dose_id, journey_id) select $1, gen_random_uuid(), gen_random_uuid() from generate_series(1, 4)', [code]);
    const visits = await Promise.all([clinic, other].map(async (site) => new Visit(open.door, site, await addResident(database.urls, [site]), 'je-l')));
    for (const journey of visits) await journey.toChecklist(await codeOf(journey.residentId));
    const results = await Promise.all(visits.map((journey) => journey.submit(journey.verify(code))));
    expect(results.map((result) => (result.kind === 'refused' ? result.refusal : result.kind)).sort()).toEqual(['committed', { code: 'trace-code-over-used', dosesPerPackage: 5 }].sort());
    expect(await admin('select 1 from trace_code_uses where trace_code = $1', [code])).toHaveLength(5);
  });

  it('get a use back only of a package that is unopened, wherever it was opened', async () => {
    const code = traceCode('8410050');
    const [a, b, c] = await Promise.all([clinic, other, clinic].map(async (site) => new Visit(open.door, site, await addResident(database.urls, [site]), 'je-l')));
    for (const journey of [a!, b!, c!]) await journey.toChecklist(await codeOf(journey.residentId));
    const uses = async () => (await admin('select 1 from trace_code_uses where trace_code = $1', [code])).length;
    const notGiven = (journey: Visit) => journey.done(command('notGiven', { plannedDoseId: journey.plannedDoseId }));
    await a!.done(a!.verify(code));
    await notGiven(a!);
    expect(await uses()).toBe(0);
    await b!.done(b!.verify(code));
    await c!.done(c!.verify(code));
    await b!.done(b!.recordDose());
    await notGiven(c!);
    expect(await uses()).toBe(2);
  });

  it('show a code once', async () => {
    const journey = await visit();
    const [codeId, jti] = [await codeOf(journey.residentId), newId()];
    await journey.done(journey.walkIn());
    const results = await Promise.all([1, 2, 3].map(() => journey.submit(journey.identify(codeId, jti))));
    const kinds = results.map((result) => (result.kind === 'refused' ? result.refusal.code : result.kind)).sort();
    expect(kinds).toEqual(['code-replayed', 'code-replayed', 'committed']);
  });

  it.each([
    { fact: 'the same dose of a series', productIds: ['mmr', 'mmr'], code: 'dose-claimed-elsewhere' },
    { fact: 'one of two live vaccines', productIds: ['mmr', 'je-l'], code: 'live-interval' },
  ])('give $fact at two sites in the same second to one of them', async ({ productIds, code }) => {
    const residentId = await addResident(database.urls, [clinic, other]);
    const codeId = await codeOf(residentId);
    const visits = [clinic, other].map((site, n) => new Visit(open.door, site, residentId, productIds[n]));
    for (const journey of visits) {
      const { state } = await journey.done(journey.walkIn());
      committed(await journey.find({ type: 'foundArchive', data: { askedVersion: state.lookUp?.askedVersion ?? 0, outcome: 'same', registryVersion: 'r1', fields: {}, evidenceId: null } }, 'look-up:1'));
      await journey.done(journey.identify(codeId));
      const [archive] = await admin<{ version: number }>('select version from archives where resident_id = $1', [residentId]);
      await journey.done(command('confirmArchive', { oursVersion: archive?.version ?? 0, theirsVersion: 'r1' }));
      await journey.done(command('recordPrecheck', { evidenceId: newId() }));
      await journey.done(command('recordConsent', { plannedDoseIds: [journey.plannedDoseId], evidenceId: newId() }));
    }
    const results = await Promise.all(visits.map((journey) => journey.submit(journey.verify(traceCode(journey.productId === 'mmr' ? '8410040' : '8410050')))));
    expect(results.map((result) => (result.kind === 'refused' ? result.refusal.code : result.kind)).sort()).toEqual(['committed', code].sort());
  });
});

describe('a race', () => {
  /** A pool whose appends lose `times` times, as if another had moved the journey in between. */
  const losing = (times: number) => {
    let left = times;
    const call = async <T,>(name: string, ...values: unknown[]): Promise<T> => (name === 'append_v1' && left-- > 0 ? ({ lost: 'version' } as T) : open.pool.call<T>(name, ...values));
    return createDoor({ pool: { ...open.pool, call }, cipher: testCipher, blindIndex: testBlindIndex, policies: () => policies });
  };

  it('that a desk loses three times is given back to it', async () => {
    const journey = await visit();
    const submission = journey.submission(journey.book(clinic.slotIds[0]));
    expect(await losing(3).submit(submission)).toEqual({ kind: 'lost' });
    expect(await losing(2).submit(submission)).toMatchObject({ kind: 'committed', version: 1 });
  });

  it('that a process loses is run again until it is recorded', async () => {
    const journey = await visit();
    const { state } = await journey.done(journey.walkIn());
    const finding = { type: 'foundArchive', data: { askedVersion: state.lookUp?.askedVersion ?? 0, outcome: 'none', registryVersion: null, fields: {}, evidenceId: null } } as const;
    const submission = journey.submission(finding, { actor: { kind: 'process' }, scope: { ofJourney: true }, key: { owner: 'process', key: newId(), bodyHash: null } });
    expect(await losing(6).submit(submission)).toMatchObject({ kind: 'committed' });
  });

  it('of everybody against everybody on one journey leaves log = fold = state', async () => {
    const doors = [open, openDoor(database.urls.api), openDoor(database.urls.api)];
    for (let round = 0; round < 3; round += 1) {
      const journey = await visit();
      const codeId = await codeOf(journey.residentId);
      await journey.done(journey.book(clinic.slotIds[0]));
      const extra = newId<'planned-dose'>();
      const storm = (n: number): JourneyCommand => {
        const commands = [
          journey.checkIn(), journey.identify(codeId, n % 3 ? null : `${journey.journeyId}${n % 2}`), command('reschedule', { slotId: clinic.slotIds[n % 2]! }),
          command('planDose', { dose: { plannedDoseId: extra, productId: 'hepb-10', doseNumber: 1 } }), command('dropDose', { plannedDoseId: extra }),
          command('recordPrecheck', { evidenceId: newId() }), command('notGiven', { plannedDoseId: n % 2 ? extra : journey.plannedDoseId }),
          { type: 'foundArchive', data: { askedVersion: 1 + (n % 4), outcome: 'none', registryVersion: null, fields: {}, evidenceId: null } } as const,
          command('confirmArchive', { oursVersion: 1 }), journey.verify(`8410040${String(n).padStart(13, '9')}`), { type: 'softwareFaulted', data: { step: 'x', restarts: 0 } } as const,
        ];
        return commands[(n * 7 + round) % commands.length]!;
      };
      const results = await Promise.all(Array.from({ length: 60 }, (_, n) => doors[n % 3]!.door.submit(journey.submission(storm(n)))));
      const [row] = await admin<{ state: { version: number }; version: number }>('select state, version from journeys where id = $1', [journey.journeyId]);
      const log = await open.pool.call<StoredEvent[]>('read_log_v1', { scope: { site: clinic.siteId }, journeyId: journey.journeyId });
      expect(foldEvents(journey.journeyId, log.map((event) => upcast(event)))).toEqual(row?.state);
      expect(log).toHaveLength(row?.version ?? -1);
      const appended = results.flatMap((result) => (result.kind === 'committed' ? result.events : [])).length;
      expect(appended + 1).toBe(log.length);
    }
    await Promise.all(doors.slice(1).map(({ pool }) => pool.end()));
  });
});
