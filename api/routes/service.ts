import type { IRouter, RequestHandler } from 'express';
import { getHealth, getReadiness } from '../../contracts/service.js';
import { principalOf, requireScope } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { serve } from '../serve.js';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Liveness asks nobody. Readiness is database and schema; an engine that is away degrades and no more, since desks go on without it. */
export function serviceRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  serve(router, gate, getHealth, async () => ({ status: 'ok' as const }));

  router.get(getReadiness.path, async (_request, response) => {
    const readiness = await ctx.readiness();
    response.status(readiness.status === 'not-ready' ? 503 : 200).json(readiness);
  });

  // Figures of the process without personal data: for this machine, or for whoever has the scope.
  router.get('/metrics', onlyHereOr(gate), async (_request, response) => {
    const { contentType, text } = await ctx.metrics();
    response.type(contentType).send(text);
  });
}

function onlyHereOr(gate: RequestHandler): RequestHandler {
  return (request, response, next) => {
    if (LOOPBACK.has(request.socket.remoteAddress ?? '')) return next();
    return gate(request, response, (error?: unknown) => {
      if (error) return next(error);
      requireScope(principalOf(response), ['metrics:read']);
      return next();
    });
  };
}
