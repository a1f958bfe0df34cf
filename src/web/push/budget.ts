import { LRUCache } from 'lru-cache';
import type { PushToken } from '../../flows/ports/pushed.ts';

/** What a process accepts in a minute. */
const limits = {
  requests: { token: 120, owner: 600 },
  samples: { token: 50_000, owner: 200_000 },
};
type What = keyof typeof limits;

const minute = 60_000;
const remembered = 20_000;

interface Window {
  endsAt: number;
  spent: Record<What, number>;
}

export interface Budget {
  /** 0: there was room, and it is spent. Otherwise the seconds until there is room. */
  spend(token: PushToken, what: What, amount: number): number;
  /** For the headers of an answer, as in draft-ietf-httpapi-ratelimit-headers-10. */
  headers(token: PushToken): Record<'ratelimit-policy' | 'ratelimit', string>;
}

const whats = Object.keys(limits) as What[];
const policy = whats.map((what) => `"${what}";q=${limits[what].token};w=60`).join(', ');

/** A budget for each token and one for each owner, by the minute. `now`: milliseconds of a monotonic clock. */
export function openBudget(now: () => number = () => performance.now()): Budget {
  const windows = new LRUCache<string, Window>({ max: remembered });
  const windowOf = (key: string): Window => {
    const known = windows.get(key);
    if (known && known.endsAt > now()) return known;
    const next = { endsAt: now() + minute, spent: { requests: 0, samples: 0 } };
    windows.set(key, next);
    return next;
  };
  const both = ({ id, ownerId }: PushToken) =>
    [
      ['token', windowOf(`token ${id}`)],
      ['owner', windowOf(`owner ${ownerId}`)],
    ] as const;
  const secondsLeft = ({ endsAt }: Window) => Math.max(1, Math.ceil((endsAt - now()) / 1000));
  return {
    spend(token, what, amount) {
      const over = both(token).filter(([of, { spent }]) => spent[what] + amount > limits[what][of]);
      if (over.length > 0) return Math.max(...over.map(([, window]) => secondsLeft(window)));
      for (const [, { spent }] of both(token)) spent[what] += amount;
      return 0;
    },
    headers(token) {
      const left = whats.map((what) => {
        const [tightest] = both(token)
          .map(([of, window]) => ({ left: limits[what][of] - window.spent[what], window }))
          .sort((one, other) => one.left - other.left);
        return `"${what}";r=${tightest?.left};t=${tightest && secondsLeft(tightest.window)}`;
      });
      return { 'ratelimit-policy': policy, ratelimit: left.join(', ') };
    },
  };
}
