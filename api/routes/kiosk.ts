import { Router } from 'express';
import { z } from 'zod';
import { scannedText } from '../../contracts/fields.js';
import { newId } from '../../db/new-id.js';
import { classifyScan, settleScan } from '../../domain/health-code/classify-scan.js';
import type { DeskDevice } from '../../domain/access/desk.js';
import { nextStation, stationFor } from '../../domain/sites/next-station.js';
import { localDateOf } from '../../domain/time.js';
import { hashOfCookie, requireOwnRequest } from '../auth/browser-session.js';
import type { Principal } from '../auth/principal.js';
import type { ApiContext, SignIn } from '../context.js';
import { problemOf } from '../error-handler.js';
import { note } from '../request-log.js';
import { readBody } from '../serve.js';
import { refusalProblem, submitCommand } from '../submit.js';
import { maskName } from './resident-view.js';
import { holderOfCode } from './scans.js';

const CheckIn = z.strictObject({ text: scannedText });

/**
 * Residents check in by themselves, at a device that is enrolled as a kiosk and at which nobody is signed in. Its cookie opens this and nothing else:
 * a health code, which is signed and cannot be guessed, and never a number that somebody could try. It tells a masked name and where to go.
 */
export function kioskRoutes(ctx: ApiContext & { signIn: SignIn }): Router {
  const { cookies, publicUrl } = ctx.signIn;
  const router = Router();

  router.post('/check-in', async (request, response) => {
    note(request, { route: '/auth/kiosk/check-in' });
    response.locals['operation'] = 'kiosk';
    response.set('Cache-Control', 'no-store');
    requireOwnRequest(request, publicUrl);
    const { text } = readBody(CheckIn, request);
    const deviceHash = hashOfCookie(request, cookies.device);
    const device = deviceHash && (await ctx.desks.findDevice(deviceHash));
    if (!device || device.station !== 'kiosk') throw problemOf('device-unknown');
    const principal = principalOfKiosk(device);
    const today = localDateOf(ctx.now());
    const settled = settleScan(classifyScan(text, today));
    if (!settled.ok || settled.reading.kind !== 'health-code') throw refusalProblem({ code: 'code-invalid' });
    const scope = { site: device.siteId };
    const residentId = await holderOfCode(ctx, principal, device.siteId, settled.reading.text);
    const resident = residentId && (await ctx.residents.get(scope, residentId));
    if (!resident) throw problemOf('not-found');
    const visits = (await ctx.journeys.findOfResident(scope, { residentId: resident.residentId, siteId: device.siteId, day: today })).filter(({ closedAt }) => closedAt === null);
    const visit = visits.find(({ stage }) => stage === 'booked') ?? visits[0];
    const name = maskName(resident.name);
    if (visit?.stage === 'booked') {
      const call = { principal, key: newId(), path: request.originalUrl, body: request.body as unknown, request, response };
      await submitCommand(ctx, call, { journeyId: visit.journeyId, command: { type: 'checkIn', data: { siteId: device.siteId } }, scope, station: 'kiosk', needs: ['journeys:desk'] });
    }
    const [site, now] = await Promise.all([ctx.sites.get(scope, device.siteId), visit ? ctx.door.peek(scope, visit.journeyId) : null]);
    const stations = site?.stations ?? [];
    response.json({ name, checkedIn: now !== null, next: now ? nextStation(now.state, stations) : stationFor('registration', stations) });
  });
  return router;
}

/** It sees its site alone; its one command is sent above. */
function principalOfKiosk(kiosk: DeskDevice): Principal {
  return { clientId: `device:${kiosk.deviceId}`, kind: 'site-client', siteIds: [kiosk.siteId], areaCode: null, scopes: ['journeys:desk'], residentId: null, kiosk };
}
