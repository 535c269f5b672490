import type { IRouter, RequestHandler } from 'express';
import { followChanges } from '../../contracts/changes.js';
import type { Scope } from '../../contracts/scopes.js';
import type { Change } from '../../db/live-cursor.js';
import { may, type Permission } from '../../domain/access/permissions.js';
import { liesIn } from '../../domain/area.js';
import type { Principal } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { unavailable } from '../error-handler.js';
import { isOfSites } from '../reach.js';
import { serveStream } from '../serve.js';

/** So that whoever has lost a right, or a key, is asked again. */
const LONGEST_MS = 5 * 60_000;
/** A client that was revoked hears nothing more after this; its calls are refused at once. */
const LONGEST_OF_CLIENT_MS = 60_000;
/** Proxies close what is silent. */
const PING_MS = 15_000;
/** Whoever does not read is let go: it begins anew and reads the present. */
const UNREAD_BYTES = 64_000;
const STREAMS_OF_ONE_CLIENT = 50;

/** Server-sent events: only what changed and where, so that whoever hears it asks for it with the rights of that moment. */
export function changeRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  const open = new Map<string, number>();

  serveStream(router, gate, followChanges, ({ principal, request, response }) => {
    const { clientId } = principal;
    const streams = open.get(clientId) ?? 0;
    if (streams >= STREAMS_OF_ONE_CLIENT) throw unavailable();
    open.set(clientId, streams + 1);
    response.status(200).set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
    response.flushHeaders();

    const end = () => void response.end();
    const send = (text: string) => (response.writableLength > UNREAD_BYTES ? response.destroy() : response.write(text));
    const tell = ({ resource, id, siteId }: Change) => send(`event: changed\ndata: ${JSON.stringify({ resource, id, siteId })}\n\n`);
    const leave = ctx.changes.follow({ sees: (change) => mayHear(principal, change), begin: () => send('event: begin\ndata: {}\n\n'), tell, end });
    const timers = [setInterval(() => send(': \n\n'), PING_MS), setTimeout(end, principal.person ? LONGEST_MS : LONGEST_OF_CLIENT_MS)];
    request.on('close', () => {
      timers.forEach(clearTimeout);
      leave();
      const left = (open.get(clientId) ?? 1) - 1;
      if (left > 0) open.set(clientId, left);
      else open.delete(clientId);
    });
  });
}

/** What reading it needs: of a machine client the scope, of a person the permission. */
const NEEDS: Record<Change['resource'], { scope: Scope; permission: Permission }> = {
  journeys: { scope: 'journeys:read', permission: 'getJourney' },
  cases: { scope: 'cases:read', permission: 'getCase' },
  notices: { scope: 'journeys:read', permission: 'listNotices' },
};

function mayHear(principal: Principal, change: Change): boolean {
  const { person, scopes, siteIds, areaCode } = principal;
  const { scope, permission } = NEEDS[change.resource];
  if (person ? !may(person.roles, permission) : !scopes.includes(scope)) return false;
  return isOfSites(principal) ? siteIds.includes(change.siteId) : areaCode !== null && liesIn(areaCode, change.areaCode);
}
