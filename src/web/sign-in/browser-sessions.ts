import { createHash, randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { CookieOptions } from 'hono/utils/cookie';
import type { Sessions } from '../../flows/ports/sessions.ts';
import type { Sealer } from './seal.ts';

/** A person whose browser proved who it is. */
export interface Viewer {
  /** Key of the session, for what is remembered as long as it lasts. */
  key: string;
  userId: number;
  login: string;
  /** The person's token from GitHub. */
  token: string;
}

/** Sessions of browsers: a row for each, of which the browser has the key and we have a fingerprint. */
export interface BrowserSessions {
  viewer(call: Context): Promise<Viewer | undefined>;
  /** Always under a new key, so a key that somebody else planted is worthless. */
  begin(call: Context, person: { token: string; id: number; login: string }): Promise<void>;
  /** `everywhere`: on all browsers. */
  end(call: Context, viewer: Viewer, everywhere: boolean): Promise<void>;
  /** For the way to GitHub and back: only for this browser, and only once. */
  putAside(call: Context, value: Pending): void;
  takeBack(call: Context): Pending | undefined;
}

interface Pending {
  state: string;
  verifier: string;
  to: string;
}

interface Keeping {
  sessions: Sessions;
  sealer: Sealer;
  publicUrl: string;
  now(): Date;
}

const sessionMs = 8 * 3_600_000;
const pendingMs = 10 * 60_000;

export function browserSessions({ sessions, sealer, publicUrl, now }: Keeping): BrowserSessions {
  const secure = publicUrl.startsWith('https:');
  // Browsers accept a cookie with this name only from this very host, by https.
  const nameOf = (what: string) => `${secure ? '__Host-' : ''}soundings_${what}`;
  const [session, pending] = [nameOf('session'), nameOf('sign_in')];
  const options: CookieOptions = { httpOnly: true, sameSite: 'Lax', path: '/', secure };
  const keyOf = (held: string) => createHash('sha256').update(held).digest('base64url');
  const heldBy = (call: Context) => {
    const held = getCookie(call, session);
    return held === undefined ? undefined : keyOf(held);
  };
  return {
    async viewer(call) {
      const key = heldBy(call);
      const found = key === undefined ? undefined : await sessions.find(key, now());
      if (key === undefined || !found) return undefined;
      const token = sealer.open(found.token, key);
      // SESSION_SECRET has changed.
      return token === undefined ? undefined : { key, userId: found.userId, login: found.login, token };
    },
    async begin(call, { token, id, login }) {
      const before = heldBy(call);
      if (before !== undefined) await sessions.end(before);
      const held = randomBytes(32).toString('base64url');
      const key = keyOf(held);
      const expiresAt = new Date(now().getTime() + sessionMs);
      await sessions.save(key, { userId: id, login, token: sealer.seal(token, key), expiresAt });
      setCookie(call, session, held, { ...options, maxAge: sessionMs / 1000 });
    },
    async end(call, { key, userId }, everywhere) {
      deleteCookie(call, session, options);
      await (everywhere ? sessions.endAll(userId) : sessions.end(key));
    },
    putAside(call, value) {
      const text = JSON.stringify({ ...value, until: now().getTime() + pendingMs });
      setCookie(call, pending, sealer.seal(text, pending), { ...options, maxAge: pendingMs / 1000 });
    },
    takeBack(call) {
      const text = sealer.open(getCookie(call, pending) ?? '', pending);
      deleteCookie(call, pending, options);
      if (text === undefined) return undefined;
      const { until, ...value } = JSON.parse(text) as Pending & { until: number };
      return now().getTime() < until ? value : undefined;
    },
  };
}
