import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { ok, readJson, type Answer, type Asked, type Handler } from '../kit/answer.js';
import { completeRequest, createRequest, getRequest, queryRequest, recordRequest, REFUSALS, updateRequest, type About, type RefusalCode } from './contract.js';
import type { SignatureCheck } from './signature.js';
import { shown } from './show-archive.js';
import type { RegistryStore, WriteResult } from './store.js';

const ARCHIVE_NUMBER_TYPE = '12';

/** The province's interface. Business refusals come with status 200 and a code, as the real kind does. */
export function createHandler(store: RegistryStore, signatures: SignatureCheck): Handler {
  const routes: Record<string, Handler> = {
    'POST /gdips/v1/persons/query': taking(queryRequest, ({ idList }) => {
      const found = idList.flatMap(({ idType, idNo }) => (idType === ARCHIVE_NUMBER_TYPE ? (store.records.archives.get(idNo) ?? []) : store.records.byIdentity(idType, idNo)));
      return data({ archives: [...new Set(found)].map(shown) });
    }),
    'POST /gdips/v1/archives/get': taking(getRequest, ({ archiveNo }) => {
      const archive = store.records.archives.get(archiveNo);
      return data({ archives: archive ? [shown(archive)] : [] });
    }),
    'POST /gdips/v1/archives/create': taking(createRequest, async ({ requestKey, person }, digest) =>
      written(requestKey, await store.create({ key: requestKey, digest }, person), echoOf(person)),
    ),
    'POST /gdips/v1/archives/complete': taking(completeRequest, async ({ requestKey, archiveNo, fill }, digest) =>
      written(requestKey, await store.complete({ key: requestKey, digest }, archiveNo, fill)),
    ),
    'POST /gdips/v1/archives/update': taking(updateRequest, async ({ requestKey, archiveNo, version, change }, digest) =>
      written(requestKey, await store.update({ key: requestKey, digest }, { archiveNo, version, change })),
    ),
    'POST /gdips/v1/doses/record': taking(recordRequest, async ({ requestKey, archiveNo, person, dose }, digest) =>
      written(requestKey, await store.record({ key: requestKey, digest }, archiveNo, person, dose), { ...echoOf(person), doseNo: dose.doseNo, traceCode: dose.traceCode }),
    ),
    'GET /gdips/v1/requests': ({ query }) => {
      const requestKey = query.get('key') ?? '';
      const done = store.records.written.get(requestKey);
      if (!done) return data({ requestKey, done: false });
      const { kind, archiveNo, version, recordId, about } = done;
      return data({ requestKey, done: true, kind, archiveNo, version, recordId, ...echoOf(about) });
    },
  };
  return (asked) => {
    const fault = signatures.fault(asked);
    if (fault) return { status: 401, body: { code: fault } };
    const route = routes[`${asked.method} ${asked.path}`];
    return route ? route(asked) : { status: 404, body: { code: 'no-such-path' } };
  };
}

function taking<S extends z.ZodType>(schema: S, answer: (body: z.infer<S>, digest: string) => Answer | Promise<Answer>): Handler {
  return ({ body }: Asked) => {
    const parsed = schema.safeParse(readJson(body));
    return parsed.success ? answer(parsed.data, createHash('sha256').update(body).digest('hex')) : refused('GD1001');
  };
}

function written(requestKey: string, result: WriteResult, echo: object = {}): Answer {
  if (!result.ok) return refused(result.code);
  const { archiveNo, version, recordId, existed } = result.written;
  return data({ requestKey, archiveNo, version, recordId, existed, ...echo });
}

/** Whom the request spoke of, said back in the answer. */
const echoOf = ({ idType, idNo, birthday }: About) => ({ idType, idNo, birthday });

const data = (value: object): Answer => ok({ code: '0', msg: '成功', data: value });
export const refused = (code: RefusalCode): Answer => ok({ code, msg: REFUSALS[code] });
