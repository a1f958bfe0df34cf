import type { ShipSignal } from '../../domain/bet/lifecycle.ts';
import { inert, inertCode } from './inert.ts';

/** How it reached its users, after "shipped": `in **v1.4.0**`, `to **production**`, `with its merge`. */
export function shippedHow(signal: ShipSignal | undefined): string {
  if (!signal) return '';
  if (signal.on === 'release') return ` in **${inert(signal.name, { maxLength: 60 })}**`;
  if (signal.on === 'deployment') return ` to **${inert(signal.environment, { maxLength: 60 })}**`;
  return ' with its merge';
}

/** What people call it when they speak of what it did: `**v1.4.0**`, `the deployment to **production**`, `the merge`. */
export function shipName(signal: ShipSignal | undefined): string {
  if (!signal) return 'the release';
  if (signal.on === 'release') return `**${inert(signal.name, { maxLength: 60 })}**`;
  if (signal.on === 'deployment') return `the deployment to **${inert(signal.environment, { maxLength: 60 })}**`;
  return 'the merge';
}

export const shortSha = (sha: string): string => inertCode(sha.slice(0, 7));
