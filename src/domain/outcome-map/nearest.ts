import { distance } from 'fastest-levenshtein';

const mostNames = 5000;

/** The name that was probably meant: the closest one, if at most a third of it (or two letters of a short one) differs. */
export function nearest(written: string, names: Iterable<string>): string | undefined {
  const wanted = fold(written.slice(0, 100));
  let best: { name: string; steps: number } | undefined;
  let looked = 0;
  for (const name of names) {
    if (++looked > mostNames) break;
    const steps = distance(wanted, fold(name));
    if (steps <= Math.max(2, wanted.length / 3) && steps < name.length && (!best || steps < best.steps))
      best = { name, steps };
  }
  return best?.name;
}

/** Case and separators are not what makes a name different: `keyResults` is `key_results`. */
function fold(name: string): string {
  return name.replace(/[\s_.-]/g, '').toLowerCase();
}
