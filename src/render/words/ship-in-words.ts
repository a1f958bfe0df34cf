import type { ShipSignal } from '../../domain/bet/lifecycle.ts';
import { inert, inertCode } from './inert.ts';

const named = (name: string) => `**${inert(name, { maxLength: 60 })}**`;

/** How it reached its users, after "shipped": `in **v1.4.0**`, `to **production**`, `with its merge`. */
export function shippedHow(signal: ShipSignal | undefined): string {
  switch (signal?.on) {
    case undefined:
      return '';
    case 'release':
    case 'tag':
      return ` in ${named(signal.name)}`;
    case 'deployment':
      return ` to ${named(signal.environment)}`;
    case 'merge':
      return ' with its merge';
    case 'live':
      return `, as ${inertCode(signal.by, { maxLength: 60 })} said,`;
  }
}

/** What people call it when they speak of what it did: `**v1.4.0**`, `the deployment to **production**`, `the merge`. */
export function shipName(signal: ShipSignal | undefined): string {
  switch (signal?.on) {
    case undefined:
    case 'live':
      return 'the release';
    case 'release':
    case 'tag':
      return named(signal.name);
    case 'deployment':
      return `the deployment to ${named(signal.environment)}`;
    case 'merge':
      return 'the merge';
  }
}

export const shortSha = (sha: string): string => inertCode(sha.slice(0, 7));
