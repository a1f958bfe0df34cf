import { createReadStream } from 'node:fs';
import type { Command } from 'commander';
import { analyse } from '../../analysis/analyse.ts';
import { buckets, countOf } from '../../analysis/bucket.ts';
import type { Unanswerable, UnusedControl } from '../../analysis/effect.ts';
import { holidaysOf } from '../../analysis/holidays.ts';
import { type Method, soundingsMethod, studyMethod } from '../../analysis/model/method.ts';
import { verdictOf } from '../../analysis/verdict.ts';
import { wordsOf } from '../../analysis/words.ts';
import { relativeSpan } from '../../domain/bet/change-against-level.ts';
import { wantedLevel } from '../../domain/bet/wanted-level.ts';
import { seriesSvg } from '../../render/chart/series-svg.ts';
import { noBreak } from '../../render/words/figures.ts';
import { remedyFor } from '../../render/words/finding-in-words.ts';
import { shapeInWords } from '../../render/words/shape-in-words.ts';
import { inPercent, inUnitOf } from '../../render/words/sizes.ts';
import { answerCase } from './answer-case.ts';
import { answerLines } from './answer-lines.ts';
import { expectationOf } from './expectation.ts';
import { nameOf } from './file/names.ts';
import { fail, forTerminal } from './for-terminal.ts';
import { levelReadout } from './level.ts';
import { instantOf, releaseIn } from './moment.ts';
import { whyUnread, writeText } from './read-text.ts';
import { addFileOptions, type FileFlags, fileExpected, fileOptionsOf, openControl, openSeries } from './series-file.ts';
import { terminalChart } from './terminal-chart.ts';

interface Options extends FileFlags {
  jsonl?: boolean;
  at?: string;
  control: string[];
  expect?: string;
  holidays?: string;
  good: string;
  method: string;
  svg?: string;
}

/** Adds `soundings analyse`: a readout of a CSV file in the terminal, or one answer a line for one case a line. */
export function addAnalyse(program: Command): void {
  const command = program
    .command('analyse')
    .description('tell whether a metric moved with a release, from a CSV file or cases on standard input')
    .argument('[file]', fileExpected)
    .option('--jsonl', 'read one JSON case a line from standard input (or the file), write one answer a line')
    .option(
      '--at <day>',
      'day of the release, 2026-10-01, or of hours the hour, 2026-10-01T09:00; it counts neither as before nor as after',
    )
    .option('--control <file>', 'CSV of a sibling metric that the change does not touch; may be repeated', collect, [])
    .option('--expect <change>', 'the movement that was expected, +3%, or the level: at least 50')
    .option(
      '--method <name>',
      'with --jsonl: soundings, or study for the published recipe it is compared with',
      'soundings',
    )
    .option('--holidays <country>', 'ignore public holidays in a country: DE, or DE-BY')
    .option('--good <direction>', 'which way is better, up or down', 'up')
    .option('--svg <file>', 'write the picture to a file as well, for a page or a slide; light and dark');
  addFileOptions(command).action(async (file: string | undefined, options: Options) => {
    const text = options.jsonl ? await answerAll(file, options.method) : await readout(file, options);
    if (text !== undefined) process.stdout.write(`${forTerminal(text)}\n`);
  });
}

const methods = new Map<string, Method>([
  ['soundings', soundingsMethod],
  ['study', studyMethod],
]);

async function answerAll(file: string | undefined, name: string): Promise<undefined> {
  const method = methods.get(name);
  if (!method) return fail(`--method: soundings or study is expected, not ${name}`);
  const input = file === undefined ? process.stdin : createReadStream(file);
  let unread: string | undefined;
  input.once('error', (error: NodeJS.ErrnoException) => {
    unread = whyUnread(file ?? 'standard input', error);
  });
  try {
    const problems = await answerLines(input, process.stdout, (line) => answerCase(line, method));
    if (problems > 0) process.exitCode = 1;
  } catch (error) {
    if (unread === undefined) throw error;
    return fail(unread);
  }
}

async function readout(file: string | undefined, options: Options): Promise<string | undefined> {
  if (!file) return fail('a CSV file is expected, or --jsonl and cases on standard input');
  const how = fileOptionsOf(options);
  if ('problem' in how) return fail(how.problem);
  if (!options.at) return fail('--at is expected: the day of the release, such as 2026-10-01');
  const moment = instantOf(options.at, how.timezone);
  if (!moment) return fail(`--at: "${options.at}" is not a day; 2026-10-01 is expected`);
  if (options.good !== 'up' && options.good !== 'down')
    return fail(`--good: up or down is expected, not ${options.good}`);
  const read = await openSeries(file, how);
  if ('problem' in read) return fail(read.problem);
  const { series, name } = read;
  const { length } = buckets[series.bucket];
  const { from, to } = releaseIn(series, moment, how.timezone);
  const controls = await Promise.all(
    options.control.map(async (path) => ({ path, read: await openControl(path, how) })),
  );
  for (const control of controls) if ('problem' in control.read) return fail(control.read.problem);
  const notes = [read, ...controls.map((control) => control.read)].flatMap((one) => ('notes' in one ? one.notes : []));

  const until = read.last + length;
  const change = expectationOf(options.expect, { ...read, samples: series.samples });
  if (typeof change === 'string') return fail(change);
  if (change?.kind === 'level') {
    const wanted = wantedLevel(change, { good: options.good });
    const neverFalls = options.increase !== undefined;
    const said = levelReadout({ series, name, isShare: read.isShare, wanted, from, to, until, neverFalls });
    if (typeof said !== 'string') return fail([...refusal(file, said.problem), ...notes].join('\n'));
    const unused = options.control.map((path) => ({ name: path, why: 'a level is compared with nothing' }));
    const all = [...unusedInWords({ unusedControls: unused }), ...notes];
    return [said, ...all.map((text) => `Note: ${text}`)].join('\n');
  }
  const holidays = options.holidays ? holidaysOf(options.holidays, series.samples[0]?.t ?? from, until) : [];
  if (!holidays) return fail(`--holidays: ${options.holidays} is not a country; DE or DE-BY is expected`);
  const answer = analyse({
    series,
    holidays,
    releaseFrom: from,
    releaseTo: to,
    // A file that ends before a past release lacks values; the release is not in the future.
    until: Math.max(until, Math.min(from + 1, Date.now())),
    good: options.good,
    neverFalls: options.increase !== undefined,
    controls: controls.flatMap(({ path, read }) => ('problem' in read ? [] : [{ name: path, series: read.series }])),
  });
  if (answer.kind === 'unanswerable') {
    const span = `${file} has values from ${nameOf(series.samples[0]?.t ?? from, series.bucket)} to ${nameOf(series.samples.at(-1)?.t ?? from, series.bucket)}.`;
    const where = answer.reason === 'release-outside' && from < Date.now() ? [span] : [];
    return fail([...refusal(file, answer), ...where, ...notes].join('\n'));
  }
  const expected = change && relativeSpan(change, answer.counterfactualLevel, answer.inUnit?.base);
  if (change && !expected) return fail('--expect: the metric has no level to hold it against');
  const towards = options.good === 'up' ? 1 : -1;
  const [low, high] = towards > 0 ? [answer.low, answer.high] : [-answer.high, -answer.low];
  const ends = expected && (towards > 0 ? expected.low : -expected.high);
  const verdict = verdictOf({ low, high }, ends);
  const end = (answer.counterfactual.at(-1)?.t ?? to) + length;
  const days = Math.max(1, Math.round((end - to) / buckets.day.length));
  const { sentences, figures } = wordsOf({
    title: name,
    good: options.good,
    days,
    answer,
    verdict,
    isShare: read.isShare,
    ...(ends === undefined ? {} : { expected: towards * ends }),
  });
  const sizes = answer.inUnit ? inUnitOf(answer.inUnit, read.isShare ? 'ratio' : 'count') : inPercent;
  const shape = shapeInWords(answer.shape, series.bucket, sizes).replaceAll(noBreak, ' ').trim();
  if (options.svg !== undefined) {
    const release = { at: from, name: 'release' };
    const { counterfactual } = answer;
    const unit = read.isShare ? 'ratio' : 'count';
    const picture = seriesSvg({ title: name, unit, samples: series.samples, counterfactual, release });
    const problem = writeText(options.svg, picture);
    if (problem) return fail(problem);
  }
  return [
    verdict,
    '',
    ...sentences,
    ...(shape ? [shape] : []),
    '',
    terminalChart(series.samples, answer.counterfactual, { releaseAt: from, length }),
    `o ${name}, : where it would have been without the release, x outside of that, | release (${countOf(series.bucket, answer.bucketsAfter)} since)`,
    '',
    figures,
    ...[...answer.warnings.map(({ text }) => text), ...unusedInWords(answer), ...notes].map((text) => `Note: ${text}`),
  ].join('\n');
}

/** Why there is no answer, and what to do about it. */
function refusal(file: string, answer: Unanswerable): string[] {
  const remedy = remedyFor(answer);
  const text = unfitReasons.has(answer.reason) || remedy ? `${file}: ${answer.text}` : answer.text;
  return remedy ? [text, `What to do: ${remedy}.`] : [text];
}

/** A fault in the values themselves, not in their number. */
const unfitReasons: ReadonlySet<string> = new Set([
  'no-samples',
  'unordered',
  'mixed-buckets',
  'not-finite',
  'too-large',
]);

/** A sibling that was asked for is never left out silently. */
export const unusedInWords = ({ unusedControls = [] }: { unusedControls?: UnusedControl[] }): string[] =>
  unusedControls.map(({ name, why }) => `${name} is not used: ${why}.`);

export function collect(value: string, previous: string[]): string[] {
  return [...previous, value];
}
