import { cleanCase, cleanKinds } from '../../test/stage/series/clean-series.ts';
import { ask, isAlarm } from './ask.ts';
import { median, percent, shareOf, table, type Wish } from './table.ts';

/** Clean series that something happened to: what a reader would see at once has to be what is said. */
export function onCleanSeries({ seeds, seed }: Wish): string {
  const rows = cleanKinds.map((kind) => {
    const cases = Array.from({ length: seeds }, (_, i) => cleanCase(kind, seed + i));
    const answers = cases.map(({ before, after, truth }) => ({ truth, answer: ask(before, after) }));
    const known = answers.flatMap(({ truth, answer }) => (answer ? [{ truth, answer }] : []));
    return [
      kind,
      shareOf(known.map(({ truth, answer }) => answer.low <= truth && truth <= answer.high)),
      shareOf(known.map(({ answer }) => isAlarm(answer))),
      percent(median(known.map(({ truth }) => truth))),
      percent(median(known.map(({ answer }) => answer.relative))),
      percent(median(known.map(({ answer }) => (answer.high - answer.low) / 2))),
      percent(1 - known.length / seeds),
    ];
  });
  const head = ['what happened', 'held', 'moved or backfired', 'true mean', 'reported', 'half-width', 'refused'];
  return `${table(head, rows)}\n\n${seeds} series a kind, about 1,000 a day with a weekly rhythm and 1.2% of noise, histories of 35, 63 and 90 days, windows of 14 and 28; in %, medians, shares with their standard error.`;
}
