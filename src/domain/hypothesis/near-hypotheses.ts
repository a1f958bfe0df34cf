import { distance } from 'fastest-levenshtein';
import type { HypothesisWord } from './hypothesis-standing.ts';

/** A hypothesis that is kept in a repository, as far as it takes to suggest it. */
export interface KeptHypothesis {
  number: number;
  state: HypothesisWord;
}

/**
 * Hypotheses that were probably meant by a number that leads to none: those with nearly the same digits, the rest by how new they are,
 * because a number alone says little and people write of what is under way.
 */
export function nearHypotheses(written: number, kept: KeptHypothesis[], most = 3): { name: string; title: string }[] {
  return kept
    .filter(({ number }) => number !== written)
    .map((one) => ({ ...one, steps: steps(String(written), String(one.number)) }))
    .sort((one, other) => one.steps - other.steps || other.number - one.number)
    .slice(0, most)
    .map(({ number, state }) => ({ name: `#${number}`, title: state }));
}

/** Digits that differ; far is far, however far. Digits that changed places are one slip. */
function steps(written: string, number: string): number {
  const sorted = (digits: string) => [...digits].sort().join('');
  return written.length > 1 && sorted(written) === sorted(number) ? 1 : Math.min(2, distance(written, number));
}
