/**
 * What a record says under a name of people's. Never what every object has by itself: a metric may be called `constructor`, and anyone who
 * writes `toString` has written a word that nobody knows.
 */
export function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
