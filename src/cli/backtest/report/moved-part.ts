import { formatDate } from '../../../render/words/dates.ts';
import { counted, firstOf, inWords } from '../../../render/words/words.ts';
import { effectsOf, type JudgedRelease } from '../judge-releases.ts';
import type { JudgedPull } from '../repository/gate-of.ts';
import type { ReadMetric } from '../repository/measured.ts';
import { usualGap } from '../repository/shipped.ts';
import { columns, courseOf, effectCells, rangeOf } from './course.ts';
import { carriedBy, type Findings, isFound, namesWith, wordFor, wordsFor } from './findings.ts';
import { type Cell, cell, type Part } from './part.ts';

/** Closer together than this, days apart, few can be told apart. */
const tooClose = 3;
const mostPulls = 3;

/** What releases moved: those that did first, then each metric by itself. */
export function movedPart(found: Findings): Part {
  const { read, shipped, asOf } = found;
  const carried = carriedBy(found);
  const range = rangeOf(read.flatMap(({ rows }) => rows.filter(isFound)));
  const rows = read.flatMap((one) =>
    one.rows
      .filter(isFound)
      .map((row) => [
        cell(row.name),
        cell(formatDate(new Date(row.at), asOf)),
        cell(one.metric.title),
        ...effectCells(row, one, range),
        pullsCell(carried.get(row.name) ?? [], found),
      ]),
  );
  return {
    id: 'moved',
    heading: 'What past releases moved',
    lines: linesOf(found),
    ...(rows.length > 0
      ? {
          table: {
            columns: [...columns.slice(0, 2), { title: 'Metric' }, ...columns.slice(2), { title: 'Carried' }],
            rows,
          },
        }
      : {}),
    notes: [
      ...read.flatMap(({ rows }) => togetherNotes(rows)),
      ...(rows.length > 0 ? ['That a release and a movement coincide does not prove that one caused the other.'] : []),
    ],
    pictures: shipped.days.length === 0 ? [] : read.map((one) => courseOf(one, found)),
  };
}

function linesOf(found: Findings): string[] {
  const { read, shipped, windowDays } = found;
  const many = wordsFor(shipped);
  if (shipped.days.length === 0) return ['Nothing was shipped in this time, as far as GitHub knows.'];
  if (read.length === 0) return ['No metric could be read, so that nothing can be said of what they moved.'];
  const [better, worse] = [
    namesWith(read, ({ verdict }) => verdict === 'moved'),
    namesWith(read, ({ verdict }) => verdict === 'backfired'),
  ];
  const answered = namesWith(read, ({ verdict }) => verdict !== undefined);
  const moved = new Set([...better, ...worse]);
  const gap = usualGap(shipped.days);
  return [
    `Of ${counted(answered.size, wordFor(shipped), many)} that can be measured ${better.size} moved a metric for the better, ${worse.size} for the worse; of ${answered.size - moved.size} nobody can tell.${moved.size > effects(read) ? ` They are ${counted(effects(read), 'effect')}.` : ''}`,
    `Each was compared with the days before it, over up to ${windowDays} days. ${counted(looksAt(read), 'look')} ${looksAt(read) === 1 ? 'is' : 'are'} paid for together: where nothing was done, one or more is called moved in 5% of such reports.`,
    ...(gap !== undefined && gap < tooClose
      ? [
          `Half of them are less than ${tooClose} days apart, and what ships so close together can hardly be told apart. Flags and experiments can: see Experiment in the documentation.`,
        ]
      : []),
  ];
}

/** Those that cannot be told apart share one. */
const effects = (read: ReadMetric[]) => read.reduce((sum, { rows }) => sum + effectsOf(rows.filter(isFound)), 0);
const looksAt = (read: ReadMetric[]) =>
  read.reduce((sum, { rows }) => sum + rows.filter(({ verdict }) => verdict !== undefined).length, 0);

function togetherNotes(rows: JudgedRelease[]): string[] {
  const told = new Set<string>();
  return rows.filter(isFound).flatMap((row) => {
    const others = row.answer.kind === 'effect' ? (row.answer.sharedWith ?? []) : [];
    if (others.length === 0 || told.has(row.name)) return [];
    for (const one of [row.name, ...others]) told.add(one);
    return [`${inWords([row.name, ...others])} shipped too close together to tell apart: they share this effect.`];
  });
}

function pullsCell(pulls: JudgedPull[], { repository: { owner, name }, siteUrl }: Findings): Cell {
  const [first] = pulls;
  const text = firstOf(
    pulls.map(({ number }) => `#${number}`),
    mostPulls,
  );
  if (pulls.length !== 1 || !first) return cell(text);
  return { text, href: `${siteUrl}/${owner}/${name}/pull/${first.number}` };
}
