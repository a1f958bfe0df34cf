import { sign } from 'node:crypto';
import type { App } from './world.ts';

/** The JSON Web Token by which the app speaks as itself, valid for five minutes. */
export function appJwt({ id, privateKey }: Pick<App, 'id' | 'privateKey'>): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const unsigned = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iat: now - 30, exp: now + 300, iss: String(id) })}`;
  return `${unsigned}.${sign('RSA-SHA256', Buffer.from(unsigned), privateKey).toString('base64url')}`;
}
