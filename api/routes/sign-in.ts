import { Router, type Response } from 'express';
import { needsSecondFactor } from '../../domain/access/roles.js';
import { hashOfCookie, newSessionToken, requireOwnRequest, SESSION_SECONDS } from '../auth/browser-session.js';
import { forgetCookie, readCookie, writeCookie } from '../auth/cookies.js';
import { beginSignIn, ownPath, readSignIn } from '../auth/sign-in-state.js';
import type { ApiContext, SignIn } from '../context.js';
import { HttpProblem } from '../http-problem.js';
import { note } from '../request-log.js';
import { deskRoutes } from './desks.js';
import { ownPinRoutes } from './own-pin.js';

const SIGN_IN_SECONDS = 600;
const HOME = '/';
/** Where whoever leaves a shared desk makes room for the next. */
const DESK = '/desk';

/**
 * Signing in and out of browsers: this API is the only one that ever holds a token, and lets go of it as soon as it knows who came. Nothing
 * below `/auth` is there where nobody signs in.
 */
export function signInRoutes({ audit, auth, desks, observation, now, signIn }: Pick<ApiContext, 'audit' | 'auth' | 'desks' | 'observation' | 'now'> & { signIn: SignIn }): Router {
  const { cookies, publicUrl, provider, people } = signIn;
  const redirectUri = `${new URL(publicUrl).origin}/auth/callback`;
  const router = Router();
  router.use((request, response, next) => {
    note(request, { route: `/auth${request.path.replace(/[^a-z/]/g, '')}` });
    response.locals['operation'] = 'sign-in';
    response.set('Cache-Control', 'no-store');
    next();
  });

  async function sendToProvider(response: Response, returnTo: string, stepUp: boolean): Promise<void> {
    const { cookie, begun } = beginSignIn(returnTo, stepUp);
    const to = await provider.authorizationUrl(begun, redirectUri);
    response.append('Set-Cookie', writeCookie(cookies.signIn, cookie, { ...cookies, maxAgeSeconds: SIGN_IN_SECONDS })).redirect(303, to);
  }

  router.get('/login', async (request, response) => {
    const returnTo = ownPath(request.query['to'] ?? HOME, publicUrl);
    if (returnTo === null) throw new HttpProblem({ code: 'return-path-invalid' });
    await sendToProvider(response, returnTo, false);
  });

  router.get('/callback', async (request, response) => {
    const begun = readSignIn(readCookie(request, cookies.signIn));
    response.append('Set-Cookie', forgetCookie(cookies.signIn, cookies)); // one answer to one question
    if (!begun) throw new HttpProblem({ code: 'sign-in-failed' });
    const { issuer, subject, acr } = await provider.redeem(new URL(request.originalUrl, redirectUri), begun);
    const person = await people.find(issuer, subject);
    if (!person) throw new HttpProblem({ code: 'person-unknown' });
    response.locals['actor'] = { kind: 'person', personId: person.personId };
    if (needsSecondFactor(person.roles) && !provider.isSecondFactor(acr) && (await provider.offersSecondFactor())) {
      if (begun.stepUp) throw new HttpProblem({ code: 'second-factor-required' });
      return sendToProvider(response, begun.returnTo, true);
    }
    const { token, tokenHash } = newSessionToken();
    const unlocked = await people.begin({ tokenHash, personId: person.personId, acr, seconds: SESSION_SECONDS, previousHash: hashOfCookie(request, cookies.session) });
    await audit.write({ actor: { kind: 'person', personId: person.personId }, action: 'session.begin', objectKind: 'person', objectId: person.personId, outcome: 'done', ...(unlocked && { params: { pinUnlocked: true } }) });
    response.append('Set-Cookie', writeCookie(cookies.session, token, cookies)).redirect(303, ownPath(begun.returnTo, publicUrl) ?? HOME);
  });

  router.post('/logout', async (request, response) => {
    requireOwnRequest(request, publicUrl);
    const hash = hashOfCookie(request, cookies.session);
    const ended = hash && (await people.end(hash));
    if (ended) {
      const { personId, deviceId } = ended;
      await audit.write({ actor: { kind: 'person', personId, ...(deviceId && { deviceId }) }, action: 'session.end', objectKind: 'person', objectId: personId, outcome: 'done' });
    }
    // The session here is over whether or not the provider can be asked where its own ends.
    const next = ended?.deviceId ? DESK : await provider.endSessionUrl(`${new URL(publicUrl).origin}/`).catch(() => null);
    response.append('Set-Cookie', forgetCookie(cookies.session, cookies)).set('Clear-Site-Data', '"cache", "storage"').json({ next: next ?? HOME });
  });

  router.use('/desk', deskRoutes({ audit, desks, observation, now, signIn }));
  if (auth.findSignedIn) router.use('/pin', ownPinRoutes({ desks, findSignedIn: auth.findSignedIn }));
  return router;
}
