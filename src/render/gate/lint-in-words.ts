import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { LintFinding } from '../../domain/lint/lint-finding.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import type { KeyResult } from '../../domain/outcome-map/outcome-map.ts';
import { calm, quoted } from '../../domain/outcome-map/quoted.ts';
import { dayOf, formatDate, formatDays } from '../words/dates.ts';
import { showsFigures } from '../words/movement-in-words.ts';
import { inWords } from '../words/words.ts';

/** A finding of the lint for people: three clauses without a full stop, in which people's own words stand between backticks. */
export interface LintWords {
  what: string;
  why: string;
  /** What to write instead, in the map's own notation, ready to copy. */
  better: string;
}

export function lintInWords(finding: LintFinding, disclosure: Disclosure): LintWords {
  switch (finding.rule) {
    case 'reads-like-a-roadmap':
      return roadmap(finding, disclosure);
    case 'vanity-metric':
      return {
        what: `${quoted(finding.metric.name)} drives nothing and is no business metric`,
        why: 'it can rise for ever without anything that matters following',
        better: `\`drives: [${finding.upwards?.name ?? 'the metric that it moves'}]\` if it leads there, \`role: business\` if it is an end in itself, \`role: guardrail\` if it must only stay unharmed`,
      };
    case 'sandbagged':
      return {
        what: `left alone, ${chanceOf(finding, finding.unaided, disclosure)}${levelOf(finding, disclosure)}`,
        why: 'reaching it would not show that anything done for it works',
        better: stretchOf(finding, disclosure) ?? 'a target further ahead, or an earlier day',
      };
    case 'out-of-reach':
      return {
        what: `${chanceOf(finding, finding.chance, disclosure)}, even with what a team can change until then${levelOf(finding, disclosure)}`,
        why: 'a target that nobody believes in steers nobody',
        better: [
          ...(stretchOf(finding, disclosure) ? [stretchOf(finding, disclosure)] : []),
          "a later day, or in the objective's `why` what will be different this time",
        ].join('; or '),
      };
    case 'horizon-mismatch':
      return horizon(finding);
    case 'unmeasured':
      return {
        what: whyUnmeasured(finding),
        why: 'nobody will know whether it moved',
        better:
          finding.why.kind === 'no-source'
            ? "`source: connection/query`, as the operator's file of sources names it"
            : 'a source that answers with a value for each day',
      };
    case 'no-owner':
      return {
        what: `nobody answers for ${quoted(finding.metric.name)}`,
        why: 'there is nobody to ask when it moves, or when it is challenged',
        better: '`owner: "@org/team"`',
      };
    case 'no-definition':
      return {
        what: `${quoted(finding.metric.name)} has no definition`,
        why: 'two people would count it differently',
        better:
          finding.metric.unit === 'ratio'
            ? '`definition: what divided by what, per UTC day`'
            : '`definition: what is counted, and when, per UTC day`',
      };
    case 'no-open-bet':
      return {
        what: `nothing under way is meant to move ${quoted(finding.keyResult.id)}`,
        why: 'a key result that nobody bets on is a wish',
        better: `a pull request or a hypothesis with \`Key result: ${finding.keyResult.id}\` and \`Expect: ${finding.metric.name} ${finding.keyResult.to > finding.keyResult.from ? '+' : '-'}3% within 14 days\``,
      };
    case 'unused-metric':
      return {
        what: `no key result and no bet uses ${quoted(finding.metric.name)}, nor anything that it drives or that drives it`,
        why: 'nobody looks at it, and everybody reads past it',
        better: 'a key result on it, `drives:` to a metric that has one, `role: guardrail`, or a map without it',
      };
    case 'serves-no-strategy':
      return {
        what: `${quoted(finding.objective.id)} serves no line of the strategy`,
        why: 'it cannot be told why this and not something else',
        better: `\`serves: [${finding.strategy[0]?.id}]\`; the lines are ${inWords(finding.strategy.slice(0, 5).map(({ id, title }) => quoted(`${id}: ${title}`)))}`,
      };
  }
}

type OfTarget = Of<'sandbagged'> | Of<'out-of-reach'>;
type Of<Rule> = Extract<LintFinding, { rule: Rule }>;

function roadmap({ of, words, title, metric }: Of<'reads-like-a-roadmap'>, disclosure: Disclosure): LintWords {
  const id = of.kind === 'objective' ? of.objective.id : of.keyResult.id;
  const what = `${quoted(id)} reads like a roadmap: ${quoted(title)} names work (${quoted(words)}), not what it is to change`;
  const why = 'work can be done and leave everything as it was';
  if (!metric) return { what, why, better: 'what people will do differently once it is done, and a metric of that' };
  const name = calm(metric.title, 60);
  if (of.kind === 'objective') {
    return {
      what,
      why,
      better: `what is better for whom, as \`title: ${name} ${metric.good === 'up' ? 'rises' : 'falls'}\``,
    };
  }
  const { keyResult } = of;
  return keyResult.metric === metric.name
    ? { what, why, better: `\`title: ${name} ${movementOf(keyResult, metric, disclosure)}\`` }
    : { what, why, better: `what the work is for, as \`metric: ${metric.name}\` with its own figures` };
}

/** `rises from 3.1% to 4%`. */
function movementOf({ from, to }: KeyResult, metric: Metric, disclosure: Disclosure): string {
  const verb = to > from ? 'rises' : 'falls';
  const { unit } = metric;
  if (showsFigures(disclosure, metric)) return `${verb} from ${asWritten(from, unit)} to ${asWritten(to, unit)}`;
  return from === 0 ? verb : `${verb} by ${relative((to - from) / Math.abs(from))}`;
}

function chanceOf({ keyResult, metric }: OfTarget, chance: number, disclosure: Disclosure): string {
  const likely = chance < 0.01 ? 'less than 1 %' : chance > 0.99 ? 'more than 99 %' : `${Math.round(100 * chance)} %`;
  const target = showsFigures(disclosure, metric)
    ? quoted(asWritten(keyResult.to, metric.unit))
    : `the target of ${quoted(keyResult.id)}`;
  const by = formatDate(dayOf(keyResult.by));
  return `${quoted(metric.name)} has a chance of ${likely} to reach ${target} by ${by}`;
}

function levelOf({ metric, now }: OfTarget, disclosure: Disclosure): string {
  return showsFigures(disclosure, metric) ? ` (it stands at ${quoted(asWritten(now, metric.unit))})` : '';
}

function stretchOf({ stretch, now, metric }: OfTarget, disclosure: Disclosure): string | undefined {
  if (stretch === undefined) return undefined;
  const likely = 'which has one chance in five';
  if (showsFigures(disclosure, metric)) return `\`to: ${asWritten(stretch, metric.unit)}\`, ${likely}`;
  if (now === 0) return undefined;
  return `a target ${relative((stretch - now) / Math.abs(now))} ${stretch > now ? 'above' : 'below'} where it stands, ${likely}`;
}

function horizon(finding: Of<'horizon-mismatch'>): LintWords {
  const { keyResult, metric, daysLeft, horizonDays, readoutDays, earliest, sooner } = finding;
  const seen =
    horizonDays >= readoutDays
      ? `shows in ${quoted(metric.name)} after ${formatDays(horizonDays)}`
      : `has its last readout after ${formatDays(readoutDays)}`;
  return {
    what: `${quoted(keyResult.id)} ends in ${formatDays(daysLeft)}, and what ships today ${seen}`,
    why: 'nothing that is done for it from now on could be seen in it',
    better: `\`by: ${earliest.toISOString().slice(0, 10)}\` or later${sooner ? `, or a metric that shows sooner: \`metric: ${sooner.name}\`` : ''}`,
  };
}

function whyUnmeasured({ metric, why }: Of<'unmeasured'>): string {
  const name = quoted(metric.name);
  const source = metric.source === undefined ? '' : ` (${quoted(metric.source)})`;
  switch (why.kind) {
    case 'no-source':
      return `${name} has no source`;
    case 'failed':
      return `${name} cannot be read${source}: ${why.failure.text}`;
    case 'empty':
      return why.lastAt
        ? `${name} has had no value since ${formatDate(why.lastAt)}${source}`
        : `${name} has never had a value${source}`;
  }
}

/** A figure as the map has it: `3.1%`, `240`. Three digits. */
function asWritten(value: number, unit: string): string {
  const figure = (number: number) => String(Number(number.toPrecision(Math.abs(number) >= 1000 ? 4 : 3)));
  return unit === 'ratio' ? `${figure(100 * value)}%` : `${figure(value)}${unit === 'count' ? '' : ` ${unit}`}`;
}

const relative = (change: number) => `${Number((100 * Math.abs(change)).toPrecision(2))} %`;
