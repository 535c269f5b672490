import type { IRouter, RequestHandler } from 'express';
import { DEVICE_LISTS, listDevices, registerDevice, revokeDevice, type RegisteredDevice as Shown } from '../../contracts/devices.js';
import { DatabaseError } from '../../db/database-error.js';
import type { RegisteredDevice } from '../../db/device-register.js';
import { newId } from '../../db/new-id.js';
import { toId, type SiteId } from '../../domain/ids.js';
import { answerOnce } from '../answer-once.js';
import { CODE_SECONDS, hashCode } from '../auth/enrolment-code.js';
import { requirePerson, requireSite, type Principal } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { problemOf } from '../error-handler.js';
import { offered } from '../offered-lists.js';
import { isOfSites, siteOf } from '../reach.js';
import { newReadableSecret } from '../readable-secret.js';
import { serve } from '../serve.js';
import { rfc3339 } from './journey-view.js';

/** Devices of shared desks: of every site for administrators, of their own for site leads. */
export function deviceRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  const { deviceRegister: register } = ctx;

  serve(router, gate, listDevices, async ({ principal, query: { siteId, first, after } }) => {
    const asked = siteId === undefined ? undefined : toId<'site'>(siteId);
    const site = isOfSites(principal) ? siteOf(principal, asked) : asked;
    const { items, pageInfo } = await offered(register.list({ siteId: site, first, after }), DEVICE_LISTS);
    return { data: items.map(show), pageInfo };
  });

  serve(router, gate, registerDevice, async (call) => {
    const { siteId, name, station } = call.body;
    const code = newReadableSecret();
    const site = keptSite(call.principal, siteId);
    const { answer, replayed } = await answerOnce(ctx, call, async (transaction) => {
      const device = await register.register(byOf(call.principal, transaction), { deviceId: newId(), siteId: site, name, station, code: hashCode(code), codeSeconds: CODE_SECONDS }).catch(refusedBy);
      if (!device) throw problemOf('not-found');
      return show(device);
    });
    return { device: answer, code: replayed ? null : code };
  });

  serve(router, gate, revokeDevice, async (call) => {
    const { answer } = await answerOnce(ctx, call, async (transaction) => {
      const device = await register.revoke(byOf(call.principal, transaction), { deviceId: toId(call.params.id), reason: call.body.reason });
      if (!device) throw problemOf('not-found');
      return show(device);
    });
    return answer;
  });
}

type By = Parameters<ApiContext['deviceRegister']['revoke']>[0];

const byOf = (principal: Principal, transaction: By['transaction']): By => ({ actor: requirePerson(principal).personId, transaction });

/** A site lead names one of their own, an administrator any. Throws 404. */
function keptSite(principal: Principal, siteId: string): SiteId {
  const site = toId<'site'>(siteId);
  if (isOfSites(principal)) requireSite(principal, site);
  return site;
}

function refusedBy(error: unknown): never {
  throw error instanceof DatabaseError && error.constraint === 'devices_site_fkey' ? problemOf('not-found') : error;
}

function show({ deviceId: id, codeUntil, enrolledAt, endsAt, usedAt, revokedAt, ...device }: RegisteredDevice): Shown {
  const orNull = (at: typeof enrolledAt) => (at === null ? null : rfc3339(at));
  return { ...device, id, codeUntil: rfc3339(codeUntil), enrolledAt: orNull(enrolledAt), endsAt: orNull(endsAt), usedAt: orNull(usedAt), revokedAt: orNull(revokedAt) };
}
