import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import { ok, readJson, type Answer, type Asked, type Handler } from '../kit/answer.js';
import { certificateRequest, faceRequest, registerRequest, type Person, type RefusalCode } from './contract.js';
import type { Authority, AuthorityStore } from './store.js';

export type AuthorityKeys = { birthCertificate: string; policeFace: string; householdRegister: string };

export type AuthorityHandlerParts = { store: AuthorityStore; keys: AuthorityKeys; now: () => number };

/** Of a signed request: how far its clock may be from ours. */
const CLOCK_WINDOW_MS = 300_000;
/** A capture with a fate of its own. */
const EXPIRED = /^expired-/;

export function createHandler({ store, keys, now }: AuthorityHandlerParts): Handler {
  const noted = async (authority: Authority, key: string, result: string, body: object): Promise<Answer> => {
    await store.note({ authority, key, result });
    return ok(body);
  };
  const routes: Record<string, { may: (asked: Asked) => boolean; answer: Handler }> = {
    'POST /bcms/v1/certificates/verify': {
      may: ({ headers }) => isSame(headers['x-api-key'], keys.birthCertificate),
      answer: taking(certificateRequest, ({ requestNo, certNo, idNo, name, birthday }) => {
        const person = store.byCertNo(certNo) ?? store.byIdNo(idNo);
        const inconsistent = person ? [...(person.name === name ? [] : ['name']), ...(person.birthday === birthday ? [] : ['birthday'])] : [];
        const result = !person ? '2' : inconsistent.length > 0 ? '1' : '0';
        return noted('birth-certificate', requestNo, result, { requestNo, certNo, idNo, result, inconsistent });
      }),
    },
    'POST /face/v2/compare': {
      may: (asked) => isSigned(asked, keys.policeFace, now()),
      answer: taking(faceRequest, ({ serial, idNo, name, captureToken }) => {
        if (EXPIRED.test(captureToken)) return refused('capture-expired');
        const code = compareFace(store.byIdNo(idNo), name, captureToken);
        return noted('police-face', serial, code, { serial, idNo, code });
      }),
    },
    'POST /register/query': {
      may: ({ headers }) => isSame(headers.authorization, `Bearer ${keys.householdRegister}`),
      answer: taking(registerRequest, ({ traceId, citizenNumber }) => {
        const person = store.byIdNo(citizenNumber);
        const entry = person && { citizenNumber, fullName: person.name, bornOn: `${person.birthday.slice(0, 4)}-${person.birthday.slice(4, 6)}-${person.birthday.slice(6)}` };
        return noted('household-register', traceId, entry ? 'found' : 'none', entry ? { traceId, found: true, person: entry } : { traceId, found: false, citizenNumber });
      }),
    },
  };
  return (asked) => {
    const route = routes[`${asked.method} ${asked.path}`];
    if (!route) return { status: 404, body: { code: 'no-such-path' } };
    return route.may(asked) ? route.answer(asked) : { status: 401, body: { code: 'bad-key' } };
  };
}

function compareFace(person: Person | undefined, name: string, captureToken: string): string {
  if (!person) return '1003';
  if (person.name !== name) return '1002';
  return person.face === captureToken ? '1000' : '1001';
}

function taking<S extends z.ZodType>(schema: S, answer: (body: z.infer<S>) => Answer | Promise<Answer>): Handler {
  return ({ body }: Asked) => {
    const parsed = schema.safeParse(readJson(body));
    return parsed.success ? answer(parsed.data) : refused('invalid-field');
  };
}

export const refused = (code: RefusalCode): Answer => ({ status: 422, body: { code } });

/** HMAC-SHA256 of the time and the body, in hex. */
function isSigned({ headers, body }: Asked, key: string, now: number): boolean {
  const time = String(headers['x-app-time'] ?? '');
  const fresh = /^\d{13}$/.test(time) && Math.abs(now - Number(time)) <= CLOCK_WINDOW_MS;
  return fresh && isSame(headers['x-app-sign'], createHmac('sha256', key).update(`${time}\n${body}`).digest('hex'));
}

function isSame(said: string | string[] | undefined, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(String(said ?? '')), digest(wanted));
}
