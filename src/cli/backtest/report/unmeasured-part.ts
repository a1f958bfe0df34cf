import { counted } from '../../../render/words/words.ts';
import { carriedBy, type Findings, namesWith, share, wordsFor } from './findings.ts';
import { cell, type Part } from './part.ts';

/** What went out, and nobody would have come back with the data. */
export function unmeasuredPart(found: Findings): Part {
  const { pulls, read, unread, shipped } = found;
  const known = new Set(read.map(({ metric }) => metric.name));
  const measurable = pulls.filter(({ metrics }) => metrics.some((name) => known.has(name)));
  const silent = [...carriedBy(found).values()].filter(
    (carried) => carried.length > 0 && !carried.some((pull) => measurable.includes(pull)),
  );
  const answered = namesWith(read, ({ verdict }) => verdict !== undefined);
  const without = shipped.days.filter(({ name }) => !answered.has(name)).length;
  const silentPulls = pulls.length - measurable.length;
  return {
    id: 'unmeasured',
    heading: 'What was never measured',
    lines: [
      `${silentPulls} of ${counted(pulls.length, 'merged pull request')} (${share(silentPulls, pulls.length)}) ${silentPulls === 1 ? 'names' : 'name'} no metric that can be read: of what they were for, nothing was ever held against data.`,
      ...(silent.length > 0
        ? [`${silent.length} of ${shipped.days.length} ${wordsFor(shipped)} carried nothing else.`]
        : []),
      ...(without > 0 && read.length > 0
        ? [`After ${without} of ${shipped.days.length} ${wordsFor(shipped)} no metric has enough data for an answer.`]
        : []),
      ...(unread.length > 0 ? [`${counted(unread.length, 'metric')} of the map cannot be read:`] : []),
    ],
    ...(unread.length > 0
      ? {
          table: {
            columns: [{ title: 'Metric' }, { title: 'Why' }],
            rows: unread.map(({ metric, failure }) => [cell(metric.title), cell(failure.text)]),
          },
        }
      : {}),
  };
}
