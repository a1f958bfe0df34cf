import type { MapProblem } from '../facts.ts';
import { defaultMapPath } from './extends-reference.ts';
import { type MapDocument, readOutcomeMap } from './read-outcome-map.ts';

/**
 * What is wrong with a text that is proposed as `.github/soundings.yml` of this owner, as far as the text alone can tell: names that a
 * file named by `_extends` may hold are not questioned.
 */
export function proposedMapProblems(text: string, owner: string, file: string = defaultMapPath): MapProblem[] {
  const read = readOutcomeMap(file, text);
  if ('problems' in read) return read.problems;
  const foreign = foreignExtends(read.document, owner);
  return foreign ? [foreign] : [];
}

/** `_extends` stays within an owner: what another one writes must not decide here. */
export function foreignExtends({ extends: reference }: MapDocument, owner: string): MapProblem | undefined {
  if (!reference?.owner || reference.owner.toLowerCase() === owner.toLowerCase()) return undefined;
  return {
    ...reference.at,
    what: `\`_extends\` names a repository of \`${reference.owner}\``,
    expected: `a repository of \`${owner}\``,
  };
}
