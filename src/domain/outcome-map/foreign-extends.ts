import { isSameName } from '../repository.ts';
import type { MapProblem } from './map-problem.ts';
import type { MapDocument } from './read-outcome-map.ts';

/** `_extends` stays within an owner: what another one writes must not decide here. */
export function foreignExtends({ extends: reference }: MapDocument, owner: string): MapProblem | undefined {
  if (!reference?.owner || isSameName(reference.owner, owner)) return undefined;
  return {
    ...reference.at,
    what: `\`_extends\` names a repository of \`${reference.owner}\``,
    expected: `a repository of \`${owner}\``,
  };
}
