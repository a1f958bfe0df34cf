import { LRUCache } from 'lru-cache';

const keptMs = 3_600_000;

/**
 * Caches what was made and used lately, for an hour after its last use and within `mostBytes`, so that it is not made
 * twice.
 * @param bytes the approximate memory of what `make` makes: anything larger than the whole cache is returned and not
 * kept
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
