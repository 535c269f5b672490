import { Router } from 'express';
import { z } from 'zod';
import { DatabaseError } from '../../db/database-error.js';
import { hashPassword } from '../../db/password.js';
import { MAX_PIN_DIGITS, pinFault } from '../../domain/access/desk.js';
import { worksAtDesk } from '../../domain/access/roles.js';
import { atMost } from '../at-most.js';
import type { FindSignedIn } from '../auth/browser-session.js';
import { principalOf, requireFullSignIn, requirePerson, setPrincipal } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { problemOf } from '../error-handler.js';
import { readBody } from '../serve.js';

/** Nobody waits for it with a resident. */
const PINS = { atOnce: 1, waiting: 16 };

const OwnPin = z.strictObject({ pin: z.string().min(1).max(MAX_PIN_DIGITS), name: z.string().regex(/^[a-z0-9][a-z0-9._-]{2,63}$/).optional() });

/**
 * The PIN that somebody sets for shared desks, signed in in full. Not an operation of the contract: what is kept for a repeated key holds a
 * hash of the body, and of six digits a hash hides nothing. Setting the same one again changes nothing either.
 */
export function ownPinRoutes({ desks, findSignedIn }: Pick<ApiContext, 'desks'> & { findSignedIn: FindSignedIn }): Router {
  const router = Router();
  const sparingly = atMost(PINS);
  router.use(async (request, response, next) => {
    response.locals['operation'] = 'pin';
    const principal = await findSignedIn(request);
    if (!principal) throw problemOf('not-authenticated');
    setPrincipal(response, principal);
    const person = requirePerson(principal);
    requireFullSignIn(person);
    if (!worksAtDesk(person.roles)) throw problemOf('not-for-this-role', { permission: 'setOwnPin' });
    next();
  });

  router.get('/', async (_request, response) => void response.json(await desks.readPin(requirePerson(principalOf(response)).personId)));

  router.post('/', async (request, response) => {
    const { pin, name } = readBody(OwnPin, request);
    const { personId } = requirePerson(principalOf(response));
    const known = await desks.readPin(personId);
    const fault = pinFault(pin, (known.chosen ? name : known.name) ?? '');
    if (fault) throw faultOf('pin', fault);
    const kept = await sparingly(async () => desks.setPin({ personId, name: name ?? null, pinHash: await hashPassword(pin) })).catch(refusedBy);
    if (!kept) throw faultOf('name', 'needed');
    response.json(kept);
  });
  return router;
}

const faultOf = (field: string, rule: string) => problemOf('invalid-request', { fields: [{ field, rule }] });

function refusedBy(error: unknown): never {
  throw error instanceof DatabaseError && error.constraint === 'desk_pins_name' ? faultOf('name', 'taken') : error;
}
