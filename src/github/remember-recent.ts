/** Keeps what was made for the last `most` keys that were asked for, so that it is not made twice. */
export function rememberRecent<Value>(most: number) {
  const kept = new Map<string, Value>();

  return (key: string, make: () => Value): Value => {
    const value = kept.has(key) ? (kept.get(key) as Value) : make();
    kept.delete(key);
    kept.set(key, value);
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return value;
  };
}
