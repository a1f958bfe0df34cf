import { nearest as nearestNamed } from '../text/nearest.ts';

/** Comparing costs time, and a map may have any number of names. */
const mostNames = 5000;

/** The one of the names that was probably meant, if any is close. */
export function nearest(written: string, names: Iterable<string>): string | undefined {
  const candidates = [...names].slice(0, mostNames).map((name) => ({ name, title: '' }));
  return nearestNamed(written, candidates, 1)[0]?.name;
}
