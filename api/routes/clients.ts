import type { IRouter, RequestHandler } from 'express';
import { addClientKey, changeClient, CLIENT_LISTS, getClient, listClients, registerClient, retireClientKey, revokeClient, type ClientChange, type RegisteredClient as Shown } from '../../contracts/clients.js';
import { SCOPES } from '../../contracts/scopes.js';
import type { ClientEnd, RegisteredClient } from '../../db/client-register.js';
import { DatabaseError } from '../../db/database-error.js';
import { clientPlaceFault, type ClientKind } from '../../domain/access/clients.js';
import { toAreaCode, toId } from '../../domain/ids.js';
import { endOfDay, localDateOf, toInstant, toLocalDate, type Instant } from '../../domain/time.js';
import { answerOnce } from '../answer-once.js';
import { keysInForce, newClientKey, type NewKey } from '../auth/client-keys.js';
import { requirePerson, type Principal } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { problemOf } from '../error-handler.js';
import { offered } from '../offered-lists.js';
import { serve } from '../serve.js';
import { rfc3339 } from './journey-view.js';

/** Two to overlap, and two more for a client that runs in several places. */
const MOST_KEYS = 4;

/** Machine clients as administrators keep them. What was taken from one counts at its next call: it is looked up, or read at the door, each time. */
export function clientRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  const { clientRegister: register } = ctx;

  serve(router, gate, listClients, async ({ query: { siteId, first, after } }) => {
    const { items, pageInfo } = await offered(register.list({ siteId: siteId === undefined ? undefined : toId<'site'>(siteId), first, after }), CLIENT_LISTS);
    return { data: await Promise.all(items.map(show)), pageInfo };
  });

  serve(router, gate, getClient, async ({ params }) => show(await clientOf(params.id)));

  serve(router, gate, registerClient, async (call) => {
    const { id: clientId, kind, jwk, ...body } = call.body;
    const grant = grantOf(kind, body);
    if (grant.validUntil !== null && grant.validUntil <= ctx.now()) throw fault('validUntil', 'not-before-today');
    const { key, line } = await keyOf(jwk);
    const { answer } = await answerOnce(ctx, call, async (transaction) => showEnd(await register.register({ actor: actorOf(call.principal), transaction }, { clientId, kind, ...grant, keys: [key], keyLog: [line] }).catch(refusedBy)));
    return answer;
  });

  serve(router, gate, changeClient, async (call) => {
    const { version, ...body } = call.body;
    const { clientId, kind } = await clientOf(call.params.id);
    const grant = grantOf(kind, body);
    const { answer } = await answerOnce(ctx, call, async (transaction) => showEnd(await register.change({ actor: actorOf(call.principal), transaction }, { clientId, version, ...grant }).catch(refusedBy)));
    return answer;
  });

  serve(router, gate, addClientKey, async (call) => {
    const { jwk, version } = call.body;
    const { key, line } = await keyOf(jwk);
    const { answer } = await answerOnce(ctx, call, async (transaction) => {
      const client = await clientOf(call.params.id);
      const { clientId, keys, keyLog } = client;
      const inForce = await keysInForce(client);
      // A key that went does not come back, and a name is of one key for as long as the log remembers it.
      if ([...inForce, ...keyLog].some(({ thumbprint, kid }) => thumbprint === line.thumbprint || kid === key.kid)) throw fault('jwk', 'taken');
      if (keys.length >= MOST_KEYS) throw fault('jwk', 'too-many');
      return showEnd(await register.keepKeys({ actor: actorOf(call.principal), transaction }, { clientId, version, keys: [...keys, key], keyLog: [...keyLog, line], action: 'client.add-key', key: line }));
    });
    return answer;
  });

  serve(router, gate, retireClientKey, async (call) => {
    const { thumbprint, version } = call.body;
    const { answer } = await answerOnce(ctx, call, async (transaction) => {
      const client = await clientOf(call.params.id);
      const inForce = await keysInForce(client);
      const leaving = inForce.find((line) => line.thumbprint === thumbprint);
      if (!leaving) throw fault('thumbprint', 'unknown');
      const staying = inForce.filter((line) => line !== leaving);
      if (staying.length === 0) throw fault('thumbprint', 'last-key');
      const { key: _key, ...line } = leaving;
      const keyLog = [...client.keyLog.filter((known) => known.thumbprint !== thumbprint), { ...line, retiredAt: ctx.now() }];
      return showEnd(await register.keepKeys({ actor: actorOf(call.principal), transaction }, { clientId: client.clientId, version, keys: staying.map(({ key }) => key), keyLog, action: 'client.retire-key', key: line }));
    });
    return answer;
  });

  serve(router, gate, revokeClient, async (call) => {
    const { answer } = await answerOnce(ctx, call, async (transaction) => showEnd(await register.revoke({ actor: actorOf(call.principal), transaction }, { clientId: call.params.id, ...call.body })));
    return answer;
  });

  async function clientOf(clientId: string): Promise<RegisteredClient> {
    const client = await register.get(clientId);
    if (!client) throw problemOf('not-found');
    return client;
  }

  async function keyOf(jwk: Record<string, unknown>): Promise<NewKey> {
    const key = await newClientKey(jwk, ctx.now());
    if (typeof key === 'string') throw fault('jwk', key);
    return key;
  }
}

const actorOf = (principal: Principal) => requirePerson(principal).personId;
const fault = (field: string, rule: string) => problemOf('invalid-request', { fields: [{ field, rule }] });

/** Throws 422 with the field that does not go with the kind. */
function grantOf(kind: ClientKind, { name, areaCode, siteIds, scopes, validUntil }: Omit<ClientChange, 'version'>) {
  const grant = {
    name, areaCode: areaCode === null ? null : toAreaCode(areaCode), siteIds: [...new Set(siteIds)].map((siteId) => toId<'site'>(siteId)),
    scopes: SCOPES.filter((scope) => scopes.includes(scope)), validUntil: validUntil === null ? null : endOfDay(toLocalDate(validUntil)),
  };
  const wrong = clientPlaceFault({ kind, ...grant });
  if (wrong) throw fault(wrong.field, wrong.rule);
  return grant;
}

/** Of constraints the field that one stands for. */
const FIELDS: Record<string, [field: string, rule: string]> = { api_clients_pkey: ['id', 'taken'], api_clients_area_fkey: ['areaCode', 'unknown'], api_client_sites_site_fkey: ['siteIds', 'unknown'] };

function refusedBy(error: unknown): never {
  const [field, rule] = (error instanceof DatabaseError && FIELDS[error.constraint ?? '']) || [];
  throw field !== undefined && rule !== undefined ? fault(field, rule) : error;
}

async function showEnd(end: ClientEnd): Promise<Shown> {
  switch (end?.kind) {
    case undefined: throw problemOf('not-found');
    case 'moved': throw problemOf('changed-meanwhile', { version: end.version });
    case 'revoked': throw problemOf('client-revoked');
    case 'changed': return show(end.client);
  }
}

async function show(client: RegisteredClient): Promise<Shown> {
  const { clientId: id, keyLog, keys: _keys, areaCode, siteIds, validUntil, createdAt, revokedAt, ...rest } = client;
  const inForce = await keysInForce(client);
  const retired = keyLog.filter((line) => line.retiredAt !== null);
  return {
    ...rest, id, areaCode, siteIds: [...siteIds], scopes: SCOPES.filter((scope) => rest.scopes.includes(scope)), validUntil: validUntil === null ? null : localDateOf(toInstant(validUntil - 1)),
    keys: [...inForce, ...retired].map(({ thumbprint, kid, alg, addedAt, retiredAt }) => ({ thumbprint, kid, alg, addedAt: rfc3339(addedAt), retiredAt: orNull(retiredAt) })),
    createdAt: rfc3339(createdAt), revokedAt: orNull(revokedAt),
  };
}

const orNull = (at: Instant | null) => (at === null ? null : rfc3339(at));
