import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { ForecastRowView, ForecastView } from '../../domain/forecast/forecast-view.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import { list } from '../comment/table.ts';
import { formatDays } from '../words/dates.ts';
import { inert, inertCode } from '../words/inert.ts';
import { titleOf } from '../words/movement-in-words.ts';
import { notComparedWith } from '../words/not-compared-with.ts';
import { outlookInWords } from '../words/outlook-in-words.ts';
import { sizesOf } from '../words/sizes.ts';
import { asClause } from '../words/words.ts';
import { mostRows } from './forecast-table.ts';

/** How small a change each window can show, and what could show a smaller one as long as another window can be chosen. */
export function whatCanBeSeen({ rows, disclosure }: ForecastView): string[] {
  const [one, ...more] = rows.slice(0, mostRows).flatMap((row) => lineOf(row, rows.length > 1, disclosure) ?? []);
  if (one === undefined) return [];
  return rows.length > 1 ? [list([one, ...more])] : [one];
}

function lineOf(row: ForecastRowView, several: boolean, disclosure: Disclosure): string | undefined {
  const { movement, detectable } = row;
  // A level is not held against what was before: no window shows a change of it.
  if (!detectable || movement.change?.kind === 'level') return undefined;
  const of = several ? `${titleOf(movement.metric)}: ` : '';
  if (detectable.kind === 'unanswerable')
    return `${of}${several ? 'what' : 'What'} its window can show cannot be said: ${asClause(inert(detectable.text, { maxLength: 200 }))}.`;
  const { relative, windowDays, inUnit } = detectable;
  const unused = notComparedWith(row.unusedControls);
  const sizes = sizesOf(inUnit, movement.metric, disclosure);
  if (row.tooSmall === undefined)
    return [
      `${of}${formatDays(windowDays)} can show changes of ${sizes.one(relative, { unsigned: true })} or more.`,
      ...unused,
    ].join(' ');
  const outlook = outlookInWords({
    expected: row.tooSmall,
    windowDays,
    detectable: relative,
    sizes,
    ...(several ? { of: titleOf(movement.metric) } : {}),
    ...(row.enoughDays === undefined ? {} : { enoughDays: row.enoughDays }),
    ...(row.experiment ? { experiment: true } : {}),
    ...(row.comparison ? { comparison: comparedWith(movement.metric, row.comparison) } : {}),
  });
  return [`${outlook} It can still ship; the readout may then say "cannot tell".`, ...unused].join(' ');
}

/** The sibling, and the line of the outcome map that makes it one. */
function comparedWith({ controls = [] }: Metric, sibling: Metric): string {
  const line = `controls: [${[...controls, sibling.name].join(', ')}]`;
  return `${titleOf(sibling)} (${inertCode(line, { maxLength: 300 })})`;
}
