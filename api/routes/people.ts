import type { IRouter, RequestHandler } from 'express';
import { changePerson, clearPin, getRegisteredPerson, listPeople, PEOPLE_LISTS, registerPerson, setPassword, type PersonChange, type RegisteredPerson as Shown } from '../../contracts/people.js';
import { DatabaseError } from '../../db/database-error.js';
import { newId } from '../../db/new-id.js';
import { hashPassword } from '../../db/password.js';
import type { PersonPosting, RegisteredPerson } from '../../db/people-register.js';
import { postingFault } from '../../domain/access/roles.js';
import { toAreaCode, toId } from '../../domain/ids.js';
import { endOfDay, localDateOf, startOfDay, toInstant, toLocalDate } from '../../domain/time.js';
import { answerOnce } from '../answer-once.js';
import { auditActorOf, requirePerson, type Principal } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { problemOf } from '../error-handler.js';
import { offered } from '../offered-lists.js';
import { newReadableSecret } from '../readable-secret.js';
import { serve } from '../serve.js';

/** People as administrators keep them. What was changed counts at the next request: it is read with the session each time. */
export function peopleRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  const { peopleRegister: register, accounts } = ctx;

  serve(router, gate, listPeople, async ({ principal, query: { siteId, first, after } }) => {
    const { items, pageInfo } = await offered(register.list({ siteId: siteId === undefined ? undefined : toId<'site'>(siteId), first, after }), PEOPLE_LISTS);
    await ctx.audit.write({ actor: auditActorOf(principal), action: 'people.list', objectKind: 'people', outcome: 'done', ids: items.map(({ personId }) => personId) });
    return { data: items.map(show), pageInfo };
  });

  serve(router, gate, getRegisteredPerson, async ({ principal, params }) => {
    const found = await register.get(toId(params.id));
    if (!found) throw problemOf('not-found');
    await ctx.audit.write({ actor: auditActorOf(principal), action: 'person.read', objectKind: 'person', objectId: params.id, outcome: 'done' });
    return show(found);
  });

  serve(router, gate, registerPerson, async (call) => {
    const { username, subject, ...body } = call.body;
    const posting = postingOf(body);
    if ((username === undefined) === (subject === undefined) || (username !== undefined && !accounts.ours)) throw fault(accounts.ours ? 'username' : 'subject', accounts.ours ? 'either-or-subject' : 'accounts-elsewhere');
    const personId = newId<'person'>();
    const password = username === undefined ? null : newReadableSecret();
    const account = username !== undefined && password !== null ? { username, passwordHash: await hashPassword(password) } : null;
    const { answer, replayed } = await answerOnce(ctx, call, async (transaction) => {
      const person = await register.register({ actor: actorOf(call.principal), transaction }, { ...posting, personId, issuer: accounts.issuer, subject: subject ?? personId, account }).catch(refusedBy);
      if (!person) throw problemOf('not-found');
      return show(person);
    });
    return { person: answer, password: replayed ? null : password };
  });

  serve(router, gate, changePerson, async (call) => {
    const { status, ...body } = call.body;
    const posting = postingOf(body);
    const { answer } = await answerOnce(ctx, call, async (transaction) => {
      const person = await register.change({ actor: actorOf(call.principal), transaction }, { ...posting, status, personId: toId(call.params.id), issuer: accounts.issuer }).catch(refusedBy);
      if (!person) throw problemOf('not-found');
      return show(person);
    });
    return answer;
  });

  serve(router, gate, setPassword, async (call) => {
    const password = newReadableSecret();
    const passwordHash = await hashPassword(password);
    const { answer, replayed } = await answerOnce(ctx, call, async (transaction) => {
      const person = await register.setPassword({ actor: actorOf(call.principal), transaction }, { personId: toId(call.params.id), issuer: accounts.issuer, passwordHash }).catch(refusedBy);
      if (!person) throw problemOf('not-found');
      return show(person);
    });
    return { person: answer, password: replayed ? null : password };
  });

  serve(router, gate, clearPin, async (call) => {
    const { answer } = await answerOnce(ctx, call, async (transaction) => ({ cleared: await register.clearPin({ actor: actorOf(call.principal), transaction }, toId(call.params.id)).catch(refusedBy) }));
    return answer;
  });
}

const actorOf = (principal: Principal) => requirePerson(principal).personId;
const fault = (field: string, rule: string) => problemOf('invalid-request', { fields: [{ field, rule }] });

/** Throws 422 with the field that does not go with the others. */
function postingOf({ name, roles, areaCode, siteIds, validFrom, validUntil }: Omit<PersonChange, 'status'>): PersonPosting {
  const posting = { name, roles: [...new Set(roles)], areaCode: areaCode === null ? null : toAreaCode(areaCode), siteIds: [...new Set(siteIds)].map((siteId) => toId<'site'>(siteId)) };
  const wrong = postingFault(posting);
  if (wrong) throw fault(wrong.field, wrong.rule);
  if (validUntil !== null && validUntil < validFrom) throw fault('validUntil', 'not-before-first-day');
  return { ...posting, validFrom: startOfDay(toLocalDate(validFrom)), validUntil: validUntil === null ? null : endOfDay(toLocalDate(validUntil)) };
}

/** Of constraints the field that one stands for. */
const FIELDS: Record<string, [field: string, rule: string]> = {
  people_area_fkey: ['areaCode', 'unknown'],
  people_sites_site_fkey: ['siteIds', 'unknown'],
  people_one_each: ['subject', 'taken'],
  login_accounts_username: ['username', 'taken'],
};

function refusedBy(error: unknown): never {
  if (!(error instanceof DatabaseError)) throw error;
  if (error.code === 'MC010') throw problemOf('not-on-oneself');
  const [field, rule] = FIELDS[error.constraint ?? ''] ?? [];
  throw field !== undefined && rule !== undefined ? fault(field, rule) : error;
}

function show({ personId: id, roles, areaCode, siteIds, validFrom, validUntil, ...person }: RegisteredPerson): Shown {
  const lastDay = validUntil === null ? null : localDateOf(toInstant(validUntil - 1));
  return { ...person, id, roles: [...roles], areaCode, siteIds: [...siteIds], validFrom: localDateOf(validFrom), validUntil: lastDay };
}
