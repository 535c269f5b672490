import type { DataProvider } from 'react-admin';
import { ApiError } from './api-error.js';
import type { GetJson } from './get-json.js';
import { toQuery, type JourneyFilter } from './journeys/journey-filter.js';
import { createPages } from './pages.js';

const READ_ONLY = () => Promise.reject(new ApiError('read_only'));

/** Lists that the contract offers: the path, and the filter as its query. */
const LISTS: Record<string, { path: string; toQuery: (filter: JourneyFilter) => Record<string, string> }> = {
  journeys: { path: '/v1/journeys', toQuery },
  sites: { path: '/v1/sites', toQuery: () => ({}) },
};

/** What belongs to one journey and comes whole. An entry of the log has no id but its place in it. */
const OF_JOURNEY: Record<string, { path: (id: string) => string; idOf: (row: Row) => unknown }> = {
  timeline: { path: (id) => `/v1/journeys/${encodeURIComponent(id)}/timeline`, idOf: (row) => row['version'] },
  notices: { path: (id) => `/v1/journeys/${encodeURIComponent(id)}/notices`, idOf: (row) => row['id'] },
};

type Row = Record<string, unknown>;

/** react-admin over `/v1`, reading only. Pages come by cursor and without a total. */
export function createDataProvider(getJson: GetJson): DataProvider {
  const pages = createPages(getJson);
  const getOne = (resource: string, id: unknown, signal?: AbortSignal) => getJson(`${known(LISTS, resource).path}/${encodeURIComponent(String(id))}`, {}, signal);
  const reads = {
    async getList(resource: string, { filter, pagination, signal }: ListParams) {
      const { page = 1, perPage = 25 } = pagination ?? {};
      const list = known(LISTS, resource);
      return pages.read(list.path, { ...list.toQuery((filter ?? {}) as JourneyFilter), first: String(perPage) }, page, signal);
    },
    getOne: async (resource: string, { id, signal }: { id: unknown; signal?: AbortSignal }) => ({ data: await getOne(resource, id, signal) }),
    async getMany(resource: string, { ids, signal }: { ids: readonly unknown[]; signal?: AbortSignal }) {
      const found = await Promise.all(ids.map((id) => getOne(resource, id, signal).catch(nullIfNotThere)));
      return { data: found.filter((row) => row !== null) };
    },
    async getManyReference(resource: string, { id, signal }: { id: unknown; signal?: AbortSignal }) {
      const { path, idOf } = known(OF_JOURNEY, resource);
      const { data } = (await getJson(path(String(id)), {}, signal)) as { data: Row[] };
      return { data: data.map((row) => ({ ...row, id: idOf(row) })), total: data.length };
    },
  };
  const writes = { create: READ_ONLY, update: READ_ONLY, updateMany: READ_ONLY, delete: READ_ONLY, deleteMany: READ_ONLY };
  return { ...reads, ...writes, supportAbortSignal: true } as unknown as DataProvider; // its records are `any`; ours stay unknown until a page types them
}

type ListParams = { filter?: unknown; pagination?: { page: number; perPage: number }; signal?: AbortSignal };

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
