import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { OfferedKeyResult } from '../../domain/outcome-map/offered-key-results.ts';
import { fold } from '../comment/fold.ts';
import { list } from '../comment/table.ts';
import { dayOf, formatDate } from '../words/dates.ts';
import { formatLevels } from '../words/figures.ts';
import { inert } from '../words/inert.ts';
import { showsFigures } from '../words/movement-in-words.ts';
import { counted } from '../words/words.ts';

const shown = 5;
const folded = 100;

/** The names to choose from, the first few at once, the others folded. */
export function keyResultList(keyResults: OfferedKeyResult[], disclosure: Disclosure, today?: Date): string {
  const lines = keyResults.slice(0, folded).map((staked) => keyResultLine(staked, disclosure, today));
  const rest = lines.slice(shown);
  const beyond = keyResults.length - folded;
  if (rest.length === 0) return list(lines);
  const content = list([...rest, beyond > 0 ? `${beyond} more in the outcome map` : undefined]);
  return `${list(lines.slice(0, shown))}\n\n${fold({ summary: counted(keyResults.length - shown, 'more key result'), content })}`;
}

function keyResultLine({ keyResult, metric }: OfferedKeyResult, disclosure: Disclosure, today?: Date): string {
  const by = ` by ${formatDate(dayOf(keyResult.by), today)}`;
  const id = `**${inert(keyResult.id, { maxLength: 40 })}**`;
  const name = inert(metric?.title ?? keyResult.metric, { maxLength: 80 });
  if (!metric || !showsFigures(disclosure, metric)) return `${id} ${name}${by}`;
  const [from, to] = formatLevels([keyResult.from, keyResult.to], metric.unit, { exact: true });
  const figures = `${from} to ${to}${by}`;
  return keyResult.title
    ? `${id} ${inert(keyResult.title, { maxLength: 120 })}: ${name} ${figures}`
    : `${id} ${name} ${figures}`;
}
