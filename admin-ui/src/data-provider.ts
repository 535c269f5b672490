import type { DataProvider } from 'react-admin';
import type { Me } from '../../contracts/me.js';
import { ApiError } from '../../ui/api-error.js';
import { toQuery as toAuditQuery } from './audit/audit-filter.js';
import { toPlace, toQuery as toCaseQuery } from './cases/case-filter.js';
import { createCaseVerbs, type CaseVerbs } from './cases-api.js';
import type { GetJson } from '../../ui/get-json.js';
import { createJourneyVerbs, type JourneyVerbs } from './journeys-api.js';
import { toQuery as toJourneyQuery } from './journeys/journey-filter.js';
import { lotId, lotPath } from './lots/lot-id.js';
import { toQuery as toNoticeQuery } from './notices/notice-filter.js';
import { createPages } from './pages.js';
import type { PostJson } from '../../ui/post-json.js';
import { createSystemVerbs, type SystemVerbs } from './systems-api.js';

export type AdminDataProvider = DataProvider & CaseVerbs & SystemVerbs & JourneyVerbs & { whoIsThere(): Promise<Me> };

const READ_ONLY = () => Promise.reject(new ApiError('read_only'));

/** Lists that the contract offers: the path, and the filter as its query. `named`: what has no id there. One that comes whole has rows without ids, in `data` or another `part` of the answer. */
const LISTS: Record<string, { path: string; toQuery: (filter: Record<string, string>) => Record<string, string>; idOf?: (row: Row) => string; part?: string; named?: { idOf: (row: Row) => string; pathOf: (id: string) => string } }> = {
  journeys: { path: '/v1/journeys', toQuery: toJourneyQuery },
  cases: { path: '/v1/cases', toQuery: toCaseQuery },
  caseCounts: { path: '/v1/cases/counts', toQuery: toPlace, idOf: ({ kind, queue }) => `${String(kind)} ${String(queue)}` },
  caseNeeds: { path: '/v1/cases/counts', toQuery: toPlace, part: 'needs', idOf: ({ need }) => String(need) },
  savedQueries: { path: '/v1/me/saved-queries', toQuery: () => ({}), idOf: ({ id }) => String(id) },
  observation: { path: '/v1/observation', toQuery: (filter) => ({ ...filter, first: '200' }), idOf: ({ journeyId }) => String(journeyId) },
  journeyCounts: { path: '/v1/journeys/counts', toQuery: toJourneyQuery, idOf: ({ stage }) => String(stage) },
  sites: { path: '/v1/sites', toQuery: () => ({}) },
  systems: { path: '/v1/systems', toQuery: () => ({}), idOf: ({ id }) => String(id) },
  staff: { path: '/v1/administration/people', toQuery: (filter) => filter },
  devices: { path: '/v1/administration/devices', toQuery: (filter) => filter },
  policies: { path: '/v1/policies', toQuery: () => ({}), idOf: ({ name }) => String(name) },
  policyVersions: { path: '/v1/policies/versions', toQuery: (filter) => filter },
  siteRegister: { path: '/v1/administration/sites', toQuery: (filter) => filter },
  clients: { path: '/v1/administration/clients', toQuery: (filter) => filter },
  audit: { path: '/v1/audit', toQuery: toAuditQuery },
  people: { path: '/v1/people', toQuery: () => ({}) }, // one by one
  notices: { path: '/v1/notices', toQuery: toNoticeQuery },
  lots: { path: '/v1/lots', toQuery: (filter) => filter, named: { idOf: (row) => lotId(row as Parameters<typeof lotId>[0]), pathOf: lotPath } },
};

/** What belongs to one journey or case and comes whole. An entry of a log has no id but its place in it. */
const PARTS: Record<string, { of: string; path: string; idOf: (row: Row) => unknown; toQuery?: (filter: Record<string, string>) => Record<string, string> }> = {
  timeline: { of: '/v1/journeys', path: 'timeline', idOf: (row) => row['version'] },
  refusedCommands: { of: '/v1/journeys', path: 'refused-commands', idOf: (row) => row['id'] },
  stepLog: { of: '/v1/journeys', path: 'steps/log', idOf: (row) => row['id'] },
  notices: { of: '/v1/journeys', path: 'notices', idOf: (row) => row['id'] },
  looks: { of: '/v1/residents', path: 'looks', idOf: (row) => row['id'] },
  caseLog: { of: '/v1/cases', path: 'log', idOf: (row) => row['version'] },
  systemHealth: { of: '/v1/systems', path: 'health', idOf: (row) => row['at'], toQuery: ({ hours }) => untilNow(Number(hours)) },
};

/** What there is no list of: read one by one, by the id of the resident. */
const OF_RESIDENT: Record<string, string> = { residents: '', residentRecords: '/record' };

/** What there is one of, whatever it is asked for by. */
const ONLY: Record<string, string> = { readiness: '/readyz' };

type Row = Record<string, unknown>;

/** react-admin over `/v1`: it reads, and what may be done has a method each. Pages come by cursor and without a total. */
export function createDataProvider(getJson: GetJson, postJson: PostJson): AdminDataProvider {
  const pages = createPages(getJson);
  const getOne = async (resource: string, id: unknown, signal?: AbortSignal) => {
    const part = OF_RESIDENT[resource];
    if (part !== undefined) return { ...((await getJson(`/v1/residents/${encodeURIComponent(String(id))}${part}`, {}, signal)) as Row), id };
    const { path, named } = known(LISTS, resource);
    if (named) return { ...((await getJson(named.pathOf(String(id)), {}, signal)) as Row), id };
    return getJson(`${path}/${encodeURIComponent(String(id))}`, {}, signal);
  };
  const reads = {
    async getList(resource: string, { filter, pagination, signal }: ListParams) {
      const { page = 1, perPage = 25 } = pagination ?? {};
      if (resource === 'banners') return bannersOf(await getJson('/v1/banners', {}, signal));
      const { path, toQuery, idOf, part, named } = known(LISTS, resource);
      const query = toQuery((filter ?? {}) as Record<string, string>);
      if (idOf) return whole(await getJson(path, query, signal), idOf, part);
      const read = await pages.read(path, { ...query, first: String(perPage) }, page, signal);
      return named ? { ...read, data: (read.data as Row[]).map((row) => ({ ...row, id: named.idOf(row) })) } : read;
    },
    getOne: async (resource: string, { id, signal }: { id: unknown; signal?: AbortSignal }) => {
      const only = ONLY[resource];
      return { data: only ? { ...((await getJson(only, {}, signal)) as Row), id } : await getOne(resource, id, signal) };
    },
    /** Rejects when nobody is signed in any more; react-admin then lets them sign in. */
    whoIsThere: () => getJson('/v1/me') as Promise<Me>,
    async getMany(resource: string, { ids, signal }: { ids: readonly unknown[]; signal?: AbortSignal }) {
      const found = await Promise.all(ids.map((id) => getOne(resource, id, signal).catch(nullIfNotThere)));
      return { data: found.filter((row) => row !== null) };
    },
    async getManyReference(resource: string, { id, filter, signal }: { id: unknown; filter?: unknown; signal?: AbortSignal }) {
      const { of, path, idOf, toQuery } = known(PARTS, resource);
      return whole(await getJson(`${of}/${encodeURIComponent(String(id))}/${path}`, toQuery?.((filter ?? {}) as Record<string, string>) ?? {}, signal), idOf);
    },
  };
  const writes = { create: READ_ONLY, update: READ_ONLY, updateMany: READ_ONLY, delete: READ_ONLY, deleteMany: READ_ONLY };
  return { ...reads, ...writes, ...createCaseVerbs(getJson, postJson), ...createSystemVerbs(postJson), ...createJourneyVerbs(getJson, postJson), supportAbortSignal: true } as unknown as AdminDataProvider; // its records are `any`; ours stay unknown until a page types them
}

type ListParams = { filter?: unknown; pagination?: { page: number; perPage: number }; signal?: AbortSignal };

function whole(answer: unknown, idOf: (row: Row) => unknown, part = 'data') {
  const { [part]: data = [] } = answer as Record<string, Row[]>;
  return { data: data.map((row) => ({ ...row, id: idOf(row) })), total: data.length };
}

/** The one answer that is no list of rows. */
function bannersOf(answer: unknown) {
  const { banners } = answer as { banners: string[] };
  return { data: banners.map((id) => ({ id })), total: banners.length };
}

function untilNow(hours: number): Record<string, string> {
  const now = Date.now();
  return { from: new Date(now - hours * 3_600_000).toISOString(), to: new Date(now).toISOString() };
}

function known<T>(table: Record<string, T>, resource: string): T {
  const entry = table[resource];
  if (!entry) throw new TypeError(`the API has no ${resource}`);
  return entry;
}

/** A row that is gone leaves its name blank, not the whole list. */
function nullIfNotThere(error: unknown): null {
  if (error instanceof ApiError && error.status === 404) return null;
  throw error;
}
