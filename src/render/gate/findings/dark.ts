import type { Disclosure } from '../../../domain/disclosure/disclosure.ts';
import type { DarkMetric, DarkReason } from '../../../domain/gate/dark.ts';
import type { Metric } from '../../../domain/metric/metric.ts';
import { list } from '../../comment/table.ts';
import { inertCode } from '../../words/inert.ts';
import { showsFigures, titleOf } from '../../words/movement-in-words.ts';
import { plain } from '../../words/plain.ts';
import { counted } from '../../words/words.ts';
import { doesNotCount } from '../objection-list.ts';
import { byMap, type FindingOf, type FindingWords, longestTitle } from './finding-words.ts';
import { rerun } from './what-next.ts';

const most = 10;

export const dark: FindingWords<FindingOf<'dark'>> = {
  title: ({ dark }) => titleOfDark(dark),
  summary: byMap(({ dark, objections }, facts, map) => [
    'This pull request bets on what nobody can see yet, which the outcome map refuses (`policy.dark: error`):',
    list([
      ...dark
        .slice(0, most)
        .flatMap(({ metric, lacks }) => lacks.map((reason) => lackLine(metric, reason, facts.disclosure))),
      dark.length > most ? `${counted(dark.length - most, 'more metric')} like these.` : undefined,
    ]),
    'Press *Re-check* once that is done, or stake another metric.',
    doesNotCount(objections, facts.disclosure),
    rerun(map, facts),
  ]),
};

const inTitle: Record<DarkReason, string> = {
  'no-definition': 'has no definition',
  'no-source': 'has no source',
  'never-answered': 'has had no value so far',
};

function titleOfDark([first, ...others]: DarkMetric[]): string {
  if (!first) return 'A metric is dark';
  const [reason = 'no-source'] = first.lacks;
  const tail = ` ${inTitle[reason]}${others.length > 0 ? `, ${others.length} more` : ''}`;
  return `${plain(first.metric.title, longestTitle - tail.length)}${tail}`;
}

/** Where figures may not be shown, what the source is called may not be either. */
function lackLine(metric: Metric, reason: DarkReason, disclosure: Disclosure): string {
  const name = `${titleOf(metric)} (${inertCode(metric.name, { maxLength: 80 })})`;
  switch (reason) {
    case 'no-definition':
      return `${name} has no definition. Write into the outcome map what is counted, as its \`definition\`.`;
    case 'no-source':
      return `${name} has no source. Connect one: write \`source: connection/query\` into the outcome map.`;
    case 'never-answered': {
      const shown = showsFigures(disclosure, metric) && metric.source;
      const source = shown
        ? inertCode(`npx soundings source test ${shown}`, { maxLength: 200 })
        : '`npx soundings source test`';
      return `${name} has a source, which was read and has given no value so far. Who runs Soundings sees why with ${source}.`;
    }
  }
}
