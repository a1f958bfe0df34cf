import type { Command } from 'commander';
import { shortestWindow, smallestDetectable } from '../../analysis/detect.ts';
import type { NamedSeries } from '../../analysis/effect.ts';
import { lookAtHistory } from '../../analysis/findings/look-at-history.ts';
import { percent } from '../../analysis/words.ts';
import { parseChange } from '../../domain/declaration/parse-change.ts';
import { parseWindow } from '../../domain/declaration/parse-window.ts';
import { noBreak } from '../../render/words/figures.ts';
import { remedyFor } from '../../render/words/finding-in-words.ts';
import { outlookInWords } from '../../render/words/outlook-in-words.ts';
import { counted, inWords } from '../../render/words/words.ts';
import { collect } from './analyse.ts';
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
    if ('fault' in said) fail(said.fault);
    else console.log(forTerminal(said.text));
  });
}

const hopeless =
  ' That is more than most changes do: a metric closer to the change, or an experiment, would tell more.';

async function detect(file: string, options: Options): Promise<{ text: string } | { fault: string }> {
  const window = parseWindow(options.window);
  if ('problem' in window) return { fault: `--window: ${window.problem}; 14d is expected` };
  const { days } = window;
  const how = fileOptionsOf(options);
  if ('fault' in how) return how;
  const read = await openSeries(file, how);
  if ('fault' in read) return read;
  const looked = lookAtHistory(read.series, { neverFalls: options.increase !== undefined });
  if ('kind' in looked) {
    const remedy = remedyFor(looked);
    const todo = remedy ? [`What to do: ${remedy}.`] : [];
    return { fault: [`${file}: ${looked.text}`, ...todo, ...read.notes].join('\n') };
  }
  const { series, warnings } = looked;
  const answer = smallestDetectable(series, days);
  if (answer.kind === 'unanswerable') return { fault: [`${file}: ${answer.text}`, ...read.notes].join('\n') };
  const left = [...warnings.map(({ text }) => text), ...read.notes];
  const controls: NamedSeries[] = [];
  for (const path of options.control) {
    const sibling = await openControl(path, how);
    if ('fault' in sibling) return sibling;
    left.push(...sibling.notes);
    controls.push({ name: path, series: sibling.series });
  }
  const compared = smallestDetectable(series, days, controls);
  const notes = left.map((text) => `Note: ${text}`);
  if (options.expect === undefined) {
    const best = compared.kind === 'detectable' && compared.controls ? compared : answer;
    const beside = best.controls ? `, compared with ${inWords(best.controls)},` : '';
    const doubt = best.hopeless ? hopeless : '';
    return {
      text: [
        `${counted(days, 'day')}${beside} can show changes of ${percent(best.relative)} or more.${doubt}`,
        ...notes,
      ].join('\n'),
    };
  }
  const parsed = parseChange(options.expect);
  if ('problem' in parsed || parsed.change.kind !== 'relative')
    return {
      fault: `--expect: ${'problem' in parsed ? parsed.problem : 'a relative change is expected'}; +3% is expected`,
    };
  const { low, high } = parsed.change;
  const expected = Math.abs(low) < Math.abs(high) ? low : high;
  const enoughDays = shortestWindow(series, Math.abs(expected), days);
  return {
    text: [
      outlookInWords({
        expected,
        windowDays: days,
        detectable: answer.relative,
        ...(enoughDays === undefined ? {} : { enoughDays }),
        ...(compared.kind === 'detectable' && compared.controls && compared.relative <= Math.abs(expected)
          ? { comparison: inWords(compared.controls) }
          : {}),
      }).replaceAll(noBreak, ' '),
      ...notes,
    ].join('\n'),
  };
}
