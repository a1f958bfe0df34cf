import type { Digest } from '../../domain/digest/digest.ts';
import { counted, inWords } from '../words/words.ts';
import { referenceOf } from './bet-lines.ts';

/** What `enforce` would have stopped, for those who try it out with `advise`. */
export function wouldStop({ wouldStop: found }: Digest): string | undefined {
  if (!found || found.merged === 0) return undefined;
  const { rows, count, merged } = found;
  const of = counted(merged, 'merged pull request', 'merged pull requests');
  const more = count > rows.length ? [`${count - rows.length} more`] : [];
  const said =
    count === 0
      ? `Nothing: of ${of} each named an outcome, or needed none.`
      : `${count} of ${of} named no outcome: ${inWords([...rows.map(referenceOf), ...more])}.`;
  return `### What \`enforce\` would have stopped\n\n${said}`;
}
