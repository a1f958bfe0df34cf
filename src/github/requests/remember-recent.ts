import { LRUCache } from 'lru-cache';

const keptMs = 3_600_000;

/**
 * Keeps what was made and asked for lately, for an hour after it was last asked for and `mostBytes` of it at most, so that it is not made twice.
 * @param bytes about what `make` makes takes in memory: what is larger than the whole is handed out and not kept
 */
export function rememberRecent<Value extends object>(mostBytes: number, now?: () => number) {
  const kept = new LRUCache<string, Value>({
    maxSize: mostBytes,
    ttl: keptMs,
    updateAgeOnGet: true,
    ...(now && { perf: { now }, ttlResolution: 0 }),
  });

  return (key: string, bytes: number, make: () => Value): Value => {
    const known = kept.get(key);
    if (known) return known;
    const value = make();
    kept.set(key, value, { size: Math.max(bytes, 1) });
    return value;
  };
}
