import type { IRouter, RequestHandler } from 'express';
import { getMe, getPerson } from '../../contracts/me.js';
import { needsFullSignIn, permissionsOf } from '../../domain/access/permissions.js';
import { toInstant } from '../../domain/time.js';
import { toId } from '../../domain/ids.js';
import { requirePerson } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { problemOf } from '../error-handler.js';
import { serve } from '../serve.js';
import { rfc3339 } from './journey-view.js';

/** Who is signed in: what a page needs to know to offer no more than the API takes. */
export function meRoutes(router: IRouter, gate: RequestHandler, { signIn }: Pick<ApiContext, 'signIn'>): void {
  serve(router, gate, getMe, async ({ principal }) => {
    const { personId: id, name, roles, areaCode, siteIds, endsAt, device } = requirePerson(principal);
    return { id, name, roles: [...roles], areaCode, siteIds: [...siteIds], may: permissionsOf(roles).filter((permission) => !device || !needsFullSignIn(permission)),
      device: device && { id: device.deviceId, name: device.name, station: device.station }, endsAt: rfc3339(toInstant(endsAt)) };
  });

  serve(router, gate, getPerson, async ({ params }) => {
    const found = await signIn?.people.name(toId(params.id));
    if (!found) throw problemOf('not-found');
    return { id: found.personId, name: found.name, roles: [...found.roles] };
  });
}
