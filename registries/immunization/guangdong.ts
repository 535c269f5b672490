import type { z } from 'zod';
import type { IdType } from '../../domain/identity/identifier.js';
import type { SiteId } from '../../domain/ids.js';
import { NeedsHuman, Rejected, Unavailable } from '../errors.js';
import { callJson } from '../http.js';
import { archivesAnswer, completedAnswer, createdAnswer, recordedAnswer, requestAnswer } from './guangdong-answers.js';
import { changeFields, doseFields, fillFields, identityFields, personFields } from './guangdong-requests.js';
import { signedHeaders, type SiteKey } from './guangdong-signing.js';
import { compactDate } from './guangdong-time.js';
import type { ImmunizationRegistry, PersonFound, RegistryPerson } from './port.js';

export type GuangdongParts = {
  baseUrl: string;
  /** Undefined for a site without a key yet: its uploads wait until it has one. */
  siteKey: (siteId: SiteId) => SiteKey | undefined;
  timeoutMs?: number;
  now?: () => number;
};

const SYSTEM = 'registry-guangdong';
/** A nonce that was used: our own are fresh for each attempt, so a proxy sent one of them twice. */
const REPLAY_CODE = 'replayed';

/** The province's refusals: a word for our cases, and whether a person must decide or our request is wrong. */
const REFUSALS: Record<string, { code: string; by: 'human' | 'us' }> = {
  GD1001: { code: 'invalid-field', by: 'us' },
  GD1002: { code: 'key-reused', by: 'us' },
  GD2001: { code: 'archive-unknown', by: 'human' },
  GD2002: { code: 'archive-differs', by: 'human' },
  GD2003: { code: 'person-differs', by: 'human' },
  GD2004: { code: 'archive-moved', by: 'human' },
  GD3001: { code: 'dose-already-recorded', by: 'human' },
  GD3002: { code: 'trace-code-over-used', by: 'human' },
  GD3003: { code: 'dose-date-impossible', by: 'human' },
};

type Call<S extends z.ZodType> = { siteId: SiteId; signal?: AbortSignal; path: string; body?: unknown; answer: S };
type DataOf<S extends z.ZodType> = Extract<z.infer<S>, { data: unknown }>['data'];

/** 广东省疫苗流通与接种管理信息系统 in its own dialect: JSON over HTTPS, each request signed with the key of the site that asks. */
export function createGuangdongRegistry({ baseUrl, siteKey, timeoutMs = 10_000, now = Date.now }: GuangdongParts): ImmunizationRegistry {
  const call = async <S extends z.ZodType>({ siteId, signal, path, body, answer }: Call<S>): Promise<DataOf<S>> => {
    const key = siteKey(siteId);
    if (!key) throw new Unavailable(SYSTEM, 'not-authorised', { effect: 'none' });
    const method = body === undefined ? 'GET' : 'POST';
    const text = body === undefined ? '' : JSON.stringify(body);
    const url = new URL(`${baseUrl.replace(/\/$/, '')}/gdips/v1/${path}`);
    const headers = signedHeaders({ method, url, body: text, key, now: now() });
    const envelope = await callJson({ system: SYSTEM, method, url, headers, timeoutMs, answer, replayCode: REPLAY_CODE, ...(method === 'POST' && { body: text }), ...(signal && { signal }) });
    return unwrap(envelope as { code: string; data?: DataOf<S> });
  };

  return {
    async findPerson({ identifiers, ...asking }) {
      if (identifiers.length === 0) return { outcome: 'none' }; // an empty number is not a key: nobody is asked about
      const idList = identifiers.map(identityFields);
      const { archives } = await call({ ...asking, path: 'persons/query', body: { idList }, answer: archivesAnswer });
      const [archive, ...others] = archives;
      if (others.length > 0) throw new NeedsHuman(SYSTEM, 'several-archives');
      if (!archive) return { outcome: 'none' };
      const { archiveNo, person } = archive;
      echoes(identifiers.some(({ type, number }) => (type === 'archive-number' ? number === archiveNo : type === person.identifier?.type && number === person.identifier.number)));
      return { outcome: 'found', archive };
    },

    async getArchive({ archiveNo, ...asking }): Promise<PersonFound> {
      const { archives } = await call({ ...asking, path: 'archives/get', body: { archiveNo }, answer: archivesAnswer });
      const [archive] = archives;
      if (!archive) return { outcome: 'none' };
      echoes(archives.length === 1 && archive.archiveNo === archiveNo);
      return { outcome: 'found', archive };
    },

    async createArchive({ key, person, ...asking }) {
      const body = { requestKey: key, person: personFields(person) };
      const made = await call({ ...asking, path: 'archives/create', body, answer: createdAnswer });
      echoes(made.requestKey === key && saysBack(made, person));
      return { outcome: made.existed ? 'existed' : 'created', archiveNo: made.archiveNo, version: made.version };
    },

    async completeArchive({ key, archiveNo, fill, ...asking }) {
      const body = { requestKey: key, archiveNo, fill: fillFields(fill) };
      const made = await call({ ...asking, path: 'archives/complete', body, answer: completedAnswer });
      echoes(made.requestKey === key && made.archiveNo === archiveNo);
      return { archiveNo, version: made.version };
    },

    async updateArchive({ key, archiveNo, version, change, ...asking }) {
      const body = { requestKey: key, archiveNo, version: Number(version), change: changeFields(change) };
      const made = await call({ ...asking, path: 'archives/update', body, answer: completedAnswer });
      echoes(made.requestKey === key && made.archiveNo === archiveNo);
      return { archiveNo, version: made.version };
    },

    async recordDose({ key, archiveNo, person, dose, ...asking }) {
      const body = { requestKey: key, archiveNo, person: personFields(person), dose: doseFields(dose) };
      const made = await call({ ...asking, path: 'doses/record', body, answer: recordedAnswer });
      echoes(made.requestKey === key && made.archiveNo === archiveNo && saysBack(made, person) && made.doseNo === dose.doseNumber && made.traceCode === dose.traceCode);
      return { recordId: made.recordId };
    },

    async getByKey({ key, person, ...asking }) {
      const found = await call({ ...asking, path: `requests?key=${encodeURIComponent(key)}`, answer: requestAnswer });
      echoes(found.requestKey === key && (!found.done || isAbout(found, person)));
      if (!found.done) return { outcome: 'none' };
      const { kind, archiveNo, version, recordId } = found;
      return { outcome: 'done', kind, archiveNo, version, recordId };
    },
  };
}

function unwrap<T>({ code, data }: { code: string; data?: T }): T {
  if (data !== undefined) return data;
  const refusal = REFUSALS[code];
  throw refusal?.by === 'human' ? new NeedsHuman(SYSTEM, refusal.code) : new Rejected(SYSTEM, refusal?.code ?? code);
}

type Echo = { idNo: string | null; birthday: string };

/** A write's answer repeats whom it was about, as we said it. */
function saysBack({ idNo, birthday }: Echo, { identifier, birthDate }: RegistryPerson): boolean {
  return idNo === (identifier?.number ?? null) && birthday === compactDate(birthDate);
}

/** What was written earlier may have gone by a document of another kind, or by none: a newborn has its number since. */
function isAbout({ idType, idNo, birthday }: Echo & { idType: IdType | null }, { identifier, birthDate }: RegistryPerson): boolean {
  const contradicts = idType !== null && idType === identifier?.type && idNo !== identifier.number;
  return !contradicts && birthday === compactDate(birthDate);
}

/** An answer about anybody else is evidence of a fault over there: it is not applied, a person looks (attack A41). */
function echoes(same: boolean): void {
  if (!same) throw new NeedsHuman(SYSTEM, 'other-person');
}
