import type { Command } from 'commander';
import { shortestWindow, smallestDetectable } from '../../analysis/detect.ts';
import type { NamedSeries } from '../../analysis/effect.ts';
import { percent } from '../../analysis/words.ts';
import { parseChange } from '../../domain/declaration/parse-change.ts';
import { parseWindow } from '../../domain/declaration/parse-window.ts';
import { noBreak } from '../../render/words/figures.ts';
import { outlookInWords } from '../../render/words/outlook-in-words.ts';
import { counted, inWords } from '../../render/words/words.ts';
import { collect, fileSeries } from './analyse.ts';

interface Options {
  window: string;
  metric?: string;
  expect?: string;
  control: string[];
}

/** Adds `soundings detect`: what a window of days after a release could show, from the history alone. */
export function addDetect(program: Command): void {
  program
    .command('detect')
    .description('say how small a change a window of days could show')
    .argument('<file>', 'CSV with a header: t,value or t,numerator,denominator')
    .requiredOption('--window <days>', 'the window after the release: 14d')
    .option('--metric <name>', 'which metric of the file')
    .option('--expect <change>', 'the change that is hoped for: +3%')
    .option('--control <file>', 'CSV of a sibling metric that could be compared with; may be repeated', collect, [])
    .action((file: string, options: Options) => {
      const said = detect(file, options);
      if ('fault' in said) {
        console.error(said.fault);
        process.exitCode = 1;
      } else console.log(said.text);
    });
}

const hopeless =
  ' That is more than most changes do: a metric closer to the change, or an experiment, would tell more.';

function detect(file: string, options: Options): { text: string } | { fault: string } {
  const window = parseWindow(options.window);
  if ('what' in window) return { fault: `--window: ${window.what}; 14d is expected` };
  const { days } = window;
  const read = fileSeries(file, options.metric);
  if ('fault' in read) return read;
  const answer = smallestDetectable(read.series, days);
  if (answer.kind === 'unanswerable') return { fault: answer.text };
  const controls: NamedSeries[] = [];
  for (const path of options.control) {
    const sibling = fileSeries(path);
    if ('fault' in sibling) return sibling;
    controls.push({ name: path, series: sibling.series });
  }
  const compared = smallestDetectable(read.series, days, controls);
  const notes = (answer.warnings ?? []).map(({ text }) => `Note: ${text}`);
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
  if ('what' in parsed || parsed.change.kind !== 'relative')
    return { fault: `--expect: ${'what' in parsed ? parsed.what : 'a relative change is expected'}; +3% is expected` };
  const { low, high } = parsed.change;
  const expected = Math.abs(low) < Math.abs(high) ? low : high;
  const enoughDays = shortestWindow(read.series, Math.abs(expected), days);
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
