import { lookup as askResolver } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { SourceFailure } from '../source-failure.ts';
import { type Network, refusedRange } from './refused-range.ts';

/**
 * Stands between a connection's name and its socket. A check before connecting was rejected: the name can resolve to
 * something else a moment later. This checks the very addresses that the socket is given.
 */
export interface Guard {
  /**
   * For code that opens sockets: leaves out refused addresses; if none is left, a SourceFailure. Never calls back at
   * once.
   */
  lookup: LookupFunction;
  /** Node calls no `lookup` for a host that is already an IP address. Throws a SourceFailure. */
  admit(host: string): void;
}

export function guardOf(network: Network, resolver: LookupFunction = askResolver as LookupFunction): Guard {
  return {
    lookup(hostname, options, callback) {
      const answer: Parameters<LookupFunction>[2] = (error, found) => {
        if (error) return callback(error, []);
        const addresses = typeof found === 'string' ? [{ address: found, family: isIP(found) }] : found;
        const [first, ...rest] = addresses.filter(({ address }) => !refusedRange(address, network));
        if (!first) return callback(refusal(refusedRange(addresses[0]?.address ?? '', network)), []);
        return options.all ? callback(null, [first, ...rest]) : callback(null, first.address, first.family);
      };
      setImmediate(() => {
        if (isIP(hostname)) answer(null, hostname);
        else resolver(hostname, { ...options, all: true }, answer);
      });
    },
    admit(host) {
      const bare = host.replace(/^\[(.*)\]$/, '$1');
      if (isIP(bare) === 0) return;
      const range = refusedRange(bare, network);
      if (range) throw refusal(range);
    },
  };
}

function refusal(range = 'no address'): SourceFailure {
  return new SourceFailure('unreachable', 'the source is at an address that may not be connected to', { range });
}
