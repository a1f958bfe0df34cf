const results = new WeakMap<object, Map<string, unknown>>();
const ids = new WeakMap<object, number>();
let nextId = 0;

/**
 * What a slow pure function made of these very objects, so that it is not made twice: forecasts of one morning look at the same series. Kept for
 * as long as the first object is; the objects must not be changed. By identity, because comparing two series costs about as much as it saves.
 *
 * @param key names the function and its other arguments
 */
export function recall<Result>(objects: [object, ...object[]], key: string, make: () => Result): Result {
  const [first, ...others] = objects;
  const known = results.get(first) ?? new Map<string, unknown>();
  results.set(first, known);
  const whole = [key, ...others.map(idOf)].join(' ');
  if (!known.has(whole)) known.set(whole, make());
  return known.get(whole) as Result;
}

function idOf(object: object): number {
  const id = ids.get(object) ?? nextId++;
  ids.set(object, id);
  return id;
}
