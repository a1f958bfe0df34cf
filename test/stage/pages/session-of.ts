import { createHash } from 'node:crypto';
import { sealer } from '../../../src/web/sign-in/seal.ts';

/** Somebody who is signed in, as the database has it, and what their browser sends: by https, or by http. */
export function sessionOf(login: string, prefix: '__Host-' | '' = '__Host-') {
  const [secret, held] = ['s'.repeat(32), `held by the browser of ${login}`];
  const key = createHash('sha256').update(held).digest('base64url');
  const token = sealer(secret).seal('t', key);
  return {
    secret,
    cookie: `${prefix}soundings_session=${held}`,
    session: { userId: 66, login, token, expiresAt: new Date('2099-01-01') },
  };
}
