import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

const most = 1_000;
const results = new LRUCache<string, { result: unknown }>({ max: most });
const digests = new WeakMap<object, string>();

/**
 * What a slow pure function made of objects that say the same, so that it is not made twice: forecasts of one morning look at the same series.
 * The latest thousand results are kept. By content, because a series that comes from another thread is a copy each time; telling whether two say
 * the same takes a tenth of a millisecond, what is saved by it tens. The objects must not be changed.
 *
 * @param key names the function and its other arguments
 */
export function memoize<Result>(objects: readonly object[], key: string, make: () => Result): Result {
  const whole = [key, ...objects.map(digestOf)].join(' ');
  const known = results.get(whole);
  if (known) return known.result as Result;
  const result = make();
  results.set(whole, { result });
  return result;
}

function digestOf(object: object): string {
  const known = digests.get(object);
  if (known !== undefined) return known;
  const digest = createHash('sha1').update(JSON.stringify(object)).digest('base64');
  digests.set(object, digest);
  return digest;
}
