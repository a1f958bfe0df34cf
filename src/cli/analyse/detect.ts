import type { Command } from 'commander';
import { buckets } from '../../analysis/bucket.ts';
import { shortestWindow, smallestDetectable } from '../../analysis/detect.ts';
import type { NamedSeries, Unanswerable } from '../../analysis/effect.ts';
import { lookAtHistory } from '../../analysis/findings/look-at-history.ts';
import type { Series } from '../../analysis/samples.ts';
import { toldAs } from '../../analysis/words.ts';
import { levelSpan, nearestZero, relativeSpan } from '../../domain/bet/change-against-level.ts';
import { towardsOf } from '../../domain/bet/towards-of.ts';
import { day } from '../../domain/day.ts';
import { parseWindow } from '../../domain/declaration/parse-window.ts';
import { levelBetween } from '../../domain/metric/baseline.ts';
import { noBreak } from '../../render/words/figures.ts';
import { remedyFor } from '../../render/words/finding-in-words.ts';
import { outlookInWords } from '../../render/words/outlook-in-words.ts';
import { inUnitOf } from '../../render/words/sizes.ts';
import { counted, inWords } from '../../render/words/words.ts';
import { collect, unusedInWords } from './analyse.ts';
import { expectationOf } from './expectation.ts';
import { fail, forTerminal } from './for-terminal.ts';
import { addFileOptions, type FileFlags, fileExpected, fileOptionsOf, openControl, openSeries } from './series-file.ts';

interface Options extends FileFlags {
  window: string;
  expect?: string;
  control: string[];
}

/** Adds `soundings detect`: what a window of days after a release could show, from the history alone. */
export function addDetect(program: Command): void {
  const command = program
    .command('detect')
    .description('tell how small a change a window of days can show')
    .argument('<file>', fileExpected)
    .requiredOption('--window <days>', 'the window after the release: 14d')
    .option('--expect <change>', 'the change that is hoped for: +3%')
    .option('--control <file>', 'CSV of a sibling metric that could be compared with; may be repeated', collect, []);
  addFileOptions(command).action(async (file: string, options: Options) => {
    const said = await detect(file, options);
    if ('problem' in said) fail(said.problem);
    else console.log(forTerminal(said.text));
  });
}

const hopeless =
  ' That is more than most changes do: a metric closer to the change, or an experiment, would tell more.';

async function detect(file: string, options: Options): Promise<{ text: string } | { problem: string }> {
  const window = parseWindow(options.window);
  if ('problem' in window) return { problem: `--window: ${window.problem}; 14d is expected` };
  const { days } = window;
  const how = fileOptionsOf(options);
  if ('problem' in how) return how;
  const read = await openSeries(file, how);
  if ('problem' in read) return read;
  const looked = lookAtHistory(read.series, { neverFalls: options.increase !== undefined });
  const refused = (why: Unanswerable) => {
    const remedy = remedyFor(why);
    const todo = remedy ? [`What to do: ${remedy}.`] : [];
    return { problem: [`${file}: ${why.text}`, ...todo, ...read.notes].join('\n') };
  };
  if ('kind' in looked) return refused(looked);
  const { series, warnings } = looked;
  const change =
    options.expect === undefined ? undefined : expectationOf(options.expect, { ...read, samples: read.series.samples });
  if (typeof change === 'string') return { problem: change };
  const level = levelOf(series);
  const towards = level === undefined ? {} : towardsOf(change, level);
  const shows = (within: number, controls?: NamedSeries[]) =>
    smallestDetectable(series, within, { ...towards, ...(controls ? { controls } : {}) });
  const answer = shows(days);
  if (answer.kind === 'unanswerable') return refused(answer);
  const left = [...warnings.map(({ text }) => text), ...read.notes];
  const controls: NamedSeries[] = [];
  for (const path of options.control) {
    const sibling = await openControl(path, how);
    if ('problem' in sibling) return sibling;
    left.push(...sibling.notes);
    controls.push({ name: path, series: sibling.series });
  }
  const compared = shows(days, controls);
  if (compared.kind === 'detectable') left.unshift(...unusedInWords(compared));
  const notes = left.map((text) => `Note: ${text}`);
  if (options.expect === undefined) {
    const best = compared.kind === 'detectable' && compared.controls ? compared : answer;
    const beside = best.controls ? `, compared with ${inWords(best.controls)},` : '';
    const doubt = best.hopeless ? hopeless : '';
    return {
      text: [
        `${counted(days, 'day')}${beside} can show changes of ${toldAs(best, read.isShare).size(best.relative)} or more.${doubt}`,
        ...notes,
      ].join('\n'),
    };
  }
  if (change?.kind === 'level')
    return { problem: '--expect: no window shows a change of a level that is expected; a change such as +3% is' };
  const span = change && level !== undefined && relativeSpan(change, level, answer.inUnit?.base);
  if (!span) return { problem: '--expect: the metric has no level to hold it against' };
  if (read.isShare && (levelSpan(change, level)?.low ?? 0) > 1)
    notes.unshift(`Note: ${options.expect} would lead past 100%, and no share goes there.`);
  const expected = nearestZero(span);
  const enoughDays = shortestWindow(expected, days, shows);
  return {
    text: [
      outlookInWords({
        expected,
        windowDays: days,
        detectable: answer.relative,
        ...(answer.inUnit ? { sizes: inUnitOf(answer.inUnit, read.isShare ? 'ratio' : 'count') } : {}),
        ...(enoughDays === undefined ? {} : { enoughDays }),
        ...(compared.kind === 'detectable' && compared.controls && compared.relative <= Math.abs(expected)
          ? { comparison: inWords(compared.controls) }
          : {}),
      }).replaceAll(noBreak, ' '),
      ...notes,
    ].join('\n'),
  };
}

/** The level of the last 28 days; what the window can show is a share of it. */
function levelOf(series: Series): number | undefined {
  const end = (series.samples.at(-1)?.t ?? 0) + buckets[series.bucket].length;
  return levelBetween(series, end - 28 * day, end);
}
