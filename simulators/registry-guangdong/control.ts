import { ok, readJson, type Handler } from '../kit/answer.js';
import { countBy, findDoubles } from '../kit/counting.js';
import { seedRequest } from './contract.js';
import type { RegistryStore } from './store.js';

/** What the province holds, so that a demo can count in its store, not in ours, what was lost or doubled. */
export function controlRoutes(store: RegistryStore): Record<string, Handler> {
  return {
    'GET /control/doses': () => ok(dosesHeld(store)),
    'GET /control/archives': () => ok(archivesHeld(store)),
    'POST /control/archives': async ({ body }) => {
      const parsed = seedRequest.safeParse(readJson(body));
      if (!parsed.success) return { status: 422, body: { code: 'invalid-archives', issues: parsed.error.issues } };
      const added = await store.seed(parsed.data.archives);
      return ok({ added, known: parsed.data.archives.length - added });
    },
  };
}

function dosesHeld({ records }: RegistryStore) {
  const doses = [...records.archives.values()].flatMap(({ archiveNo, doses: held }) =>
    held.map(({ recordId, key, vaccineCode, doseNo, traceCode, lotNo, inoculateTime }) => ({
      recordId, key, archiveNo, vaccineCode, doseNo, traceCode, lotNo, inoculateTime, requests: records.written.get(key)?.requests ?? 0,
    })),
  );
  const sameDose = findDoubles(doses, ({ archiveNo, vaccineCode, doseNo }) => `${archiveNo} ${vaccineCode} ${doseNo}`, ({ recordId }) => recordId);
  const sameKey = findDoubles(doses, ({ key }) => key, ({ recordId }) => recordId);
  return { total: doses.length, byKey: countBy(doses, ({ key }) => key), doubles: [...sameKey, ...sameDose], refused: records.refused, doses };
}

function archivesHeld({ records }: RegistryStore) {
  const archives = [...records.archives.values()].map(({ archiveNo, version, key, person, doses }) => ({ archiveNo, version, key, person, doses: doses.length }));
  const made = archives.filter(({ key }) => key !== null);
  const keyOf = ({ key }: { key: string | null }) => String(key);
  const noOf = ({ archiveNo }: { archiveNo: string }) => archiveNo;
  const whoOf = ({ person }: (typeof archives)[number]) => JSON.stringify(person.idNo ? [person.idType, person.idNo] : [person.name, person.birthday, person.guardian, person.mobile]);
  const madeNos = new Set(made.map(noOf));
  // Two that nobody made by a request are the province's own, not somebody's doing.
  const samePerson = findDoubles(archives, whoOf, noOf).filter((nos) => nos.some((archiveNo) => madeNos.has(archiveNo)));
  return { total: archives.length, byKey: countBy(made, keyOf), doubles: [...findDoubles(made, keyOf, noOf), ...samePerson], archives };
}
