import { createHash } from 'node:crypto';

const most = 1_000;
const results = new Map<string, unknown>();
const digests = new WeakMap<object, string>();

/**
 * What a slow pure function made of objects that say the same, so that it is not made twice: forecasts of one morning look at the same series.
 * The latest thousand results are kept. By content, because a series that comes from another thread is a copy each time; telling whether two say
 * the same takes a tenth of a millisecond, what is saved by it tens. The objects must not be changed.
 *
 * @param key names the function and its other arguments
 */
export function recall<Result>(objects: readonly object[], key: string, make: () => Result): Result {
  const whole = [key, ...objects.map(digestOf)].join(' ');
  const result = results.has(whole) ? (results.get(whole) as Result) : make();
  results.delete(whole);
  results.set(whole, result);
  const [eldest] = results.keys();
  if (results.size > most && eldest !== undefined) results.delete(eldest);
  return result;
}

function digestOf(object: object): string {
  const known = digests.get(object);
  if (known !== undefined) return known;
  const digest = createHash('sha1').update(JSON.stringify(object)).digest('base64');
  digests.set(object, digest);
  return digest;
}
