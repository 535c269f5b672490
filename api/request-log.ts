import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

const OWN_IDS = /^[A-Za-z0-9._-]{8,64}$/;

type Finished = { durationMs: number };
type Noted = { route?: string; clientId?: string; journeyId?: string; commandId?: string };
const noted = new WeakMap<IncomingMessage, Noted>();

/** One line a request: ids, method, route, status and time. Addresses, bodies, headers and queries never enter a log. */
export function requestLog(logger: Logger): RequestHandler {
  const log = pinoHttp({
    logger,
    quietReqLogger: true,
    quietResLogger: true, // what is bound at the start stands in the line a second time at the end
    customAttributeKeys: { reqId: 'requestId', responseTime: 'durationMs' },
    genReqId: (request, response) => {
      const given = request.headers['x-request-id'];
      const requestId = typeof given === 'string' && OWN_IDS.test(given) && !/\d{11}/.test(given) ? given : randomUUID();
      response.setHeader('X-Request-Id', requestId);
      return requestId;
    },
    customProps: (request, response) => ({ method: request.method, status: response.statusCode, ...noted.get(request) }),
    customLogLevel: (_, response, error) => (error || response.statusCode >= 500 ? 'error' : response.statusCode >= 400 ? 'info' : 'debug'),
    customSuccessMessage: () => 'request',
    customErrorMessage: () => 'request',
    customSuccessObject: (_request, _response, { durationMs }: Finished) => ({ durationMs }),
    customErrorObject: (_request, _response, _error, { durationMs }: Finished) => ({ durationMs }),
  });
  return (request, response, next) => {
    log(request, response);
    next();
  };
}

export function requestIdOf(request: IncomingMessage): string {
  return String(request.id ?? '');
}

/** Ids that the request's log line is to carry. */
export function note(request: IncomingMessage, more: Noted): void {
  noted.set(request, { ...noted.get(request), ...more });
}
