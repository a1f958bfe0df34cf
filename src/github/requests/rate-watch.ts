import { LRUCache } from 'lru-cache';
import { type Headers, secondsUntilReset } from './rate-limit.ts';

/** An installation's hourly limit of requests, from the headers of its last answer (facts 35). */
export interface RateWatch {
  note(installationId: number, headers: Headers, now: Date): void;
  /** Little is left: work that can wait waits until then. */
  scarceUntil(installationId: number, now: Date): Date | undefined;
  /** Almost nothing is left: a request would hit the limit, which GitHub penalizes. */
  usedUpUntil(installationId: number, now: Date): Date | undefined;
  /** The least share of its limit that an installation has left; undefined: none was heard of within the hour. */
  leastLeft(now: Date): number | undefined;
}

const scarceShare = 0.1;
const usedUp = 5;
const hourMs = 3_600_000;
const mostInstallations = 1_000;

export function rateWatch(): RateWatch {
  const seen = new LRUCache<number, { limit: number; remaining: number; reset: Date }>({
    max: mostInstallations,
  });
  /** Limits last an hour: one that ends later was noted before the clock was set back. */
  const isOver = ({ reset }: { reset: Date }, now: Date) => reset <= now || reset.getTime() - now.getTime() > hourMs;
  const untilReset = (installationId: number, now: Date, least: (limit: number) => number): Date | undefined => {
    const state = seen.get(installationId);
    if (!state || isOver(state, now) || state.remaining > least(state.limit)) return undefined;
    return state.reset;
  };
  return {
    note(installationId, headers, now) {
      // Search, GraphQL and others have limits of their own.
      const resource = headers['x-ratelimit-resource'] ?? 'core';
      const limit = Number(headers['x-ratelimit-limit'] ?? Number.NaN);
      const remaining = Number(headers['x-ratelimit-remaining'] ?? Number.NaN);
      const seconds = secondsUntilReset(headers, now);
      if (resource !== 'core' || seconds === undefined || !Number.isFinite(limit + remaining)) return;
      seen.set(installationId, { limit, remaining, reset: new Date(now.getTime() + seconds * 1000) });
    },
    scarceUntil: (installationId, now) => untilReset(installationId, now, (limit) => limit * scarceShare),
    usedUpUntil: (installationId, now) => untilReset(installationId, now, () => usedUp),
    leastLeft(now) {
      const left = [...seen.values()].filter((state) => !isOver(state, now));
      if (left.length === 0) return undefined;
      return Math.min(...left.map(({ limit, remaining }) => remaining / Math.max(1, limit)));
    },
  };
}
