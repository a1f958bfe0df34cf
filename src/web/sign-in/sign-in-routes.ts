import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import pLimit from 'p-limit';
import { describeError } from '../../errors/describe-error.ts';
import type { Log } from '../../flows/ports/log.ts';
import { signedOutPage, signInFailedPage, signOutPage } from '../../render/pages/sign-in-pages.ts';
import type { Routes } from '../server.ts';
import type { BrowserSessions } from './browser-sessions.ts';
import { callbackPath, type GitHubPeople } from './github-people.ts';
import { returnAddress } from './return-path.ts';

interface SignIn {
  browsers: BrowserSessions;
  people: Pick<GitHubPeople, 'address' | 'signIn' | 'giveBack'>;
  publicUrl: string;
  log: Log;
}

const isForm = /^application\/x-www-form-urlencoded\b/i;
/** Codes that are brought to GitHub at once, and that wait for it: anybody may make one up. */
const [atOnce, mostWaiting] = [4, 16];

/** `/sign-in?to=/o/acme` leads to GitHub, and from there back; `/sign-out` asks, and ends the session. */
export function signInRoutes({ browsers, people, publicUrl, log }: SignIn): Routes {
  const routes: Routes = new Hono();
  const inTurn = pLimit(atOnce);
  routes.get('/sign-in', (call) => {
    const [state, verifier] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];
    browsers.putAside(call, { state, verifier, to: returnAddress(publicUrl, call.req.query('to')) });
    return call.redirect(people.address(state, createHash('sha256').update(verifier).digest('base64url')));
  });
  routes.get(callbackPath, async (call) => {
    const pending = browsers.takeBack(call);
    if (!pending || !isSame(call.req.query('state') ?? '', pending.state))
      return call.html(signInFailedPage('not-begun'), 400);
    const code = call.req.query('code');
    if (call.req.query('error') !== undefined || !code) return call.html(signInFailedPage('refused'), 400);
    if (inTurn.pendingCount >= mostWaiting) return call.html(signInFailedPage('no-answer'), 503);
    try {
      const person = await inTurn(() => people.signIn(code, pending.verifier));
      if (!person) return call.html(signInFailedPage('unknown-code'), 400);
      await browsers.begin(call, person);
    } catch (cause) {
      log.warn({ error: describeError(cause) }, 'Sign-in failed: GitHub gave no usable answer');
      return call.html(signInFailedPage('no-answer'), 502);
    }
    return call.redirect(pending.to);
  });
  routes.get('/sign-out', async (call) => {
    const viewer = await browsers.viewer(call);
    return call.html(viewer ? signOutPage(viewer) : signedOutPage());
  });
  routes.post('/sign-out', async (call) => {
    // Of other kinds hono does not ask where they come from.
    if (!isForm.test(call.req.header('content-type') ?? '')) return call.text('Forbidden', 403);
    const viewer = await browsers.viewer(call);
    if (viewer) {
      await browsers.end(call, viewer, (await call.req.parseBody()).everywhere !== undefined);
      await people
        .giveBack(viewer.token)
        .catch((cause) => log.warn({ error: describeError(cause) }, 'Token not revoked at GitHub on sign-out'));
    }
    return call.redirect(`${publicUrl}/sign-out`, 303);
  });
  return routes;
}

function isSame(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}
