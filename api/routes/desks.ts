import { Router, type Response } from 'express';
import { z } from 'zod';
import { checkPassword } from '../../db/password.js';
import type { PublicBoard } from '../../contracts/observation.js';
import type { Desk } from '../../db/desk-store.js';
import type { ObservedRow } from '../../db/observation-store.js';
import { MAX_PIN_DIGITS, type DeskStation } from '../../domain/access/desk.js';
import { DESK_SESSION_SECONDS, hashOfCookie, newSessionToken, requireOwnRequest } from '../auth/browser-session.js';
import { forgetCookie, writeCookie } from '../auth/cookies.js';
import { DEVICE_SECONDS, hashCode } from '../auth/enrolment-code.js';
import { atMost } from '../at-most.js';
import type { ApiContext, SignIn } from '../context.js';
import { problemOf } from '../error-handler.js';
import { readBody } from '../serve.js';
import { rfc3339 } from './journey-view.js';
import { maskName } from './resident-view.js';

const MAX_WRONG = 5;
/** A PIN takes 32 MiB, a quarter of a second and one of the four threads that connections to the database need as well. */
const PINS = { atOnce: 2, waiting: 16 };
const MAX_NAME_LENGTH = 64;

const Enrolment = z.strictObject({ code: z.string().min(1).max(64) });
const Switch = z.strictObject({ name: z.string().min(1).max(MAX_NAME_LENGTH), pin: z.string().min(1).max(MAX_PIN_DIGITS) });

const BOARD_STATIONS: readonly DeskStation[] = ['observation', 'one-desk'];
/** As many as can be read from two metres. */
const MOST_ON_A_BOARD = 40;

type Shown = { siteId: string; siteName: Desk['siteName']; name: string; station: string };

/**
 * A shared desk: a device that was enrolled with a code, and people who switch at it by PIN. The cookie of the device opens nothing but this.
 * Mounted below `/auth`, beside signing in, and with the same defence against pages of others.
 */
export function deskRoutes({ audit, desks, observation, now, signIn: { cookies, publicUrl } }: Pick<ApiContext, 'audit' | 'desks' | 'observation' | 'now'> & { signIn: SignIn }): Router {
  const router = Router();
  const sparingly = atMost(PINS);
  router.use((request, response, next) => {
    response.locals['operation'] = 'desk';
    requireOwnRequest(request, publicUrl);
    next();
  });

  router.get('/', async (request, response) => {
    const deviceHash = hashOfCookie(request, cookies.device);
    const device = deviceHash && (await desks.findDevice(deviceHash));
    response.json({ device: device && show(device) });
  });

  // A screen on the wall (ADR 0025): what it shows stands before everybody in the room, so nobody's look is kept.
  router.get('/board', async (request, response) => {
    const deviceHash = hashOfCookie(request, cookies.device);
    const device = deviceHash && (await desks.findDevice(deviceHash));
    if (!device) throw noDevice(response);
    if (!BOARD_STATIONS.includes(device.station)) throw problemOf('not-found');
    const { siteId, siteName } = device;
    const { items } = await observation.list({ site: siteId }, siteId, { first: MOST_ON_A_BOARD });
    response.json({ asOf: rfc3339(now()), siteName, data: items.flatMap(showOnBoard) } satisfies PublicBoard);
  });

  router.post('/enrol', async (request, response) => {
    const { code } = readBody(Enrolment, request);
    const { token, tokenHash } = newSessionToken();
    const device = await desks.enrol({ code: hashCode(code), tokenHash, seconds: DEVICE_SECONDS });
    if (!device) throw alreadyAudited(response, 'enrolment-code-invalid');
    response.append('Set-Cookie', writeCookie(cookies.device, token, { ...cookies, maxAgeSeconds: DEVICE_SECONDS })).json({ device: show(device) });
  });

  router.post('/switch', async (request, response) => {
    const { name, pin } = readBody(Switch, request);
    const deviceHash = hashOfCookie(request, cookies.device);
    const device = deviceHash && (await desks.findDevice(deviceHash));
    if (!device) throw noDevice(response);
    if (device.station === 'kiosk') throw problemOf('not-for-this-client'); // nobody's desk
    const actor = { kind: 'device', deviceId: device.deviceId } as const;
    response.locals['actor'] = actor;
    await sparingly(async () => {
      const tried = await desks.tryPin(deviceHash, asKept(name));
      if (!tried) throw noDevice(response);
      if ('until' in tried) {
        await audit.write({ actor, action: 'desk.switch', objectKind: 'device', objectId: device.deviceId, outcome: 'refused', code: 'device-tries-used-up' });
        throw problemOf('device-tries-used-up', { until: rfc3339(tried.until) }, { 'Retry-After': String(Math.ceil((tried.until - Date.now()) / 1_000)) });
      }
      const { found: attempt, isLast } = tried;
      const isRight = await checkPassword(pin, attempt?.pinHash ?? null); // takes as long for a name that nobody has
      const { token, tokenHash } = newSessionToken();
      const begun = isRight && attempt?.pinHash
        && (await desks.begin({ deviceHash, personId: attempt.personId, pinHash: attempt.pinHash, tokenHash, previousHash: hashOfCookie(request, cookies.session), seconds: DESK_SESSION_SECONDS }));
      if (begun) return void response.append('Set-Cookie', writeCookie(cookies.session, token, cookies));
      const person = { objectKind: 'person', ...(attempt && { objectId: attempt.personId }) };
      await audit.write({ actor, action: 'desk.switch', ...person, outcome: 'refused', code: whyNot(isRight, attempt?.pinHash) });
      if (attempt?.pinHash && attempt.attempt >= MAX_WRONG) await audit.write({ actor, action: 'pin.lock', ...person, outcome: 'done' });
      if (isLast) await audit.write({ actor, action: 'device.lock', objectKind: 'device', objectId: device.deviceId, outcome: 'done' });
      throw alreadyAudited(response, 'pin-refused');
    });
    response.json({ device: show(device) });
  });
  return router;

  function noDevice(response: Response) {
    response.append('Set-Cookie', forgetCookie(cookies.device, cookies));
    return problemOf('device-unknown');
  }
}

/** Whoever went away is no longer told when to go. */
function showOnBoard({ name, state: { observation, leftUnreleased } }: ObservedRow): PublicBoard['data'] {
  return observation && !leftUnreleased ? [{ name: maskName(name ?? ''), until: rfc3339(observation.until) }] : [];
}

/** As a name or badge is kept. What none can be becomes the empty one, which nobody has. */
function asKept(name: string): string {
  return name.includes('\0') ? '' : name.normalize('NFKC').trim().toLowerCase();
}

/** For the audit alone: whoever tries is told one and the same. */
function whyNot(isRight: boolean, pinHash: string | null | undefined): string {
  if (isRight) return 'not-at-this-desk';
  if (pinHash === undefined) return 'unknown-name';
  return pinHash === null ? 'locked' : 'wrong-pin';
}

function alreadyAudited(response: Response, code: 'enrolment-code-invalid' | 'pin-refused') {
  response.locals['isAudited'] = true;
  return problemOf(code);
}

function show({ siteId, siteName, name, station }: Desk): Shown {
  return { siteId, siteName, name, station };
}
