import { inertCode } from '../words/inert.ts';

/** The one mention that we make: of the author, in the last readout. Apps have nobody who reads it, and the author of a deleted account is `ghost`. */
export function mention(login: string): string {
  if (login === 'ghost') return inertCode(login, { maxLength: 60 });
  return /^[a-z\d](?:[a-z\d-]{0,38})$/i.test(login) ? `@${login}` : inertCode(login, { maxLength: 60 });
}
