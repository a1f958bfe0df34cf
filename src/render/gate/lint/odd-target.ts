import { quoted } from '../../../domain/outcome-map/quoted.ts';
import { dayOf, formatDate } from '../../words/dates.ts';
import { showsFigures } from '../../words/movement-in-words.ts';
import type { RuleWords } from './rule-words.ts';

export const oddTarget: RuleWords<'odd-target'> = (finding, disclosure) => {
  const { keyResult, metric } = finding;
  const name = quoted(keyResult.id);
  switch (finding.odd) {
    case 'above-all': {
      const value = keyResult[finding.end];
      const percent = Number((value * 100).toPrecision(6));
      return {
        what: showsFigures(disclosure, metric)
          ? `\`${finding.end}\` of ${name} is ${percent}%, and ${quoted(metric.name)} is a ratio`
          : `\`${finding.end}\` of ${name} is more than 100%, and ${quoted(metric.name)} is a ratio`,
        why: 'no ratio can be more than 100%',
        better:
          showsFigures(disclosure, metric) && !finding.percent && value <= 100
            ? `\`${finding.end}: ${value}%\``
            : 'a figure of at most 100%, with the sign, such as `3.1%`',
      };
    }
    case 'thousands':
      return {
        what: `\`${finding.end}\` of ${name} has one dot and three digits after it`,
        why: 'in YAML the dot is the decimal point, not a thousands separator',
        better: showsFigures(disclosure, metric)
          ? `\`${finding.end}: ${finding.written.replace('.', '')}\` for thousands, or \`${finding.end}: ${withoutZeros(finding.written)}\``
          : 'the figure without the dot, or without the zeros after it',
      };
    case 'worse':
      return {
        what: `the target of ${name} is worse than its start: ${quoted(metric.good)} is the good direction of ${quoted(metric.name)}`,
        why: 'a harmful change would reach it',
        better: '`from` and `to` the other way round, or the other `good`',
      };
    case 'passed':
      return {
        what: `the day of ${name} has passed, on ${formatDate(dayOf(keyResult.by))}`,
        why: 'nothing that is merged now can count towards it',
        better: 'a day in the future',
      };
  }
};

/** `1.300€` as `1.3€`. */
const withoutZeros = (written: string) => written.replace(/[\d.]+/, (figure) => String(Number(figure)));
