import { type Auth, auth } from './auth/auth-config.ts';
import { headers, httpUrl } from './http-config.ts';
import { networkKey } from './network/network-config.ts';
import type { Network } from './network/refused-range.ts';

/** Where a server of HTTP is, and who asks. */
export interface EndpointConfig {
  /** May hold a name and a password. */
  url: URL;
  headers: Record<string, string>;
  auth?: Auth | undefined;
  network?: Network | undefined;
}

export const endpointKeys = { url: httpUrl, headers, auth: auth.optional(), ...networkKey };
