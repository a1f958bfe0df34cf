import { amountsOf } from './amount.ts';
import { parseChange } from './parse-change.ts';
import { takeWindow } from './parse-window.ts';
import { plainValue } from './plain-value.ts';

/** What an expectation is made of where it is written in several lines or cells. */
export type Part = 'metric' | 'change' | 'direction' | 'from' | 'to' | 'window' | 'limit';

export interface SaidPart {
  part: Part;
  text: string;
}

/** What people call each part, in lowercase; a table that a contributor can extend. */
const labels: Record<Part, string> = {
  metric:
    'metric, metrics, metric name, kpi, kpis, success metric, success metrics, primary metric, main metric, key metric, target metric, indicator, measure, measured by, metrik, kennzahl, métrique, indicateur, métrica, indicador, 指标, 指標',
  change:
    'change, expected, expectation, expect, expected change, expected movement, expected effect, expected impact, expected lift, expected uplift, expected result, effect, effect size, impact, lift, uplift, delta, improvement, movement, by how much, how much, amount, magnitude, änderung',
  direction: 'direction, expected direction, up or down, up/down, trend, richtung',
  from: 'baseline, current, current value, currently, current level, today, before, from, now, start, as is, ausgangswert, actuel, actual, atual',
  to: 'after, to, target, targets, goal, target value, to be, target level, ziel, objectif, objetivo, meta, 目标, 目標',
  window:
    'window, timeframe, time frame, timeline, within, duration, period, when, by when, time to impact, measurement window, measurement period, measured after, measure after, time horizon, horizon, zeitraum, période, délai, plazo, prazo, 期间, 期間',
  limit:
    'limit, threshold, tolerance, max, maximum, may get worse by, acceptable change, grenzwert, seuil, umbral, limiar',
};

const parts = new Map(
  Object.entries(labels).flatMap(([part, list]) =>
    list.split(', ').map((label): [string, Part] => [label, part as Part]),
  ),
);

const figure = /^[<>≤≥~]?=?\s?[$€£¥]?\s?[+-]?[\d.,]+\s?(?:%|[\p{L}/%]{1,12})?$/u;
const labelled = /^([^:\uff1a=]{2,40}?)\s?[:\uff1a=]\s*(\S.*)$/su;
const mostLabel = 40;
const mostText = 100;

/** The part that a label or the head of a column stands for. */
export function partNamed(label: string): Part | undefined {
  if (label.length > mostLabel) return undefined;
  const folded = label
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^()]*\)|[*_`?!:.]|\p{Extended_Pictographic}|\ufe0f/gu, ' ')
    .replace(/[\s-]+/g, ' ')
    .trim();
  return parts.get(folded);
}

/** `Metric: signup_rate`, `Target: +10%`, `Baseline: 3.1%`, `within 28 days`, as long as it says what its label asks for. */
export function partIn(text: string): SaidPart | undefined {
  if (text.length > 2 * mostText) return undefined;
  const [, label = '', written = ''] = labelled.exec(text) ?? [];
  const said = saidUnder(label, written);
  if (said) return fits(said) ? said : undefined;
  const { rest, window } = takeWindow(text);
  return rest === '' && window && 'days' in window ? { part: 'window', text } : undefined;
}

/** What stands under the head of a column, or behind a label. An uplift of 3% needs no sign. */
export function saidUnder(label: string, written: string): SaidPart | undefined {
  const part = partNamed(label);
  const text = plainValue(written.slice(0, 2 * mostText)).replace(/[.;,]$/, '');
  if (!part || text === '' || text.length > mostText) return undefined;
  if (part === 'window' && /^\d{1,3}$/.test(text)) {
    const unit = /\((days?|weeks?|months?|d|w)\)|\bin\s(days|weeks|months)\b/i.exec(label);
    return { part, text: unit ? `${text} ${unit[1] ?? unit[2]}` : text };
  }
  const lifts = part === 'change' && /lift|improvement/i.test(label) && /^\d/.test(text);
  return { part, text: lifts ? text.replace(/^([\d.,]+(?:\s?(?:-|–|to)\s?[\d.,]+)?\s?\S{0,2})/, '$1 better') : text };
}

/** What stands behind the label of a part, and the text itself where there is none. */
export function withoutPartLabel(text: string): string {
  const [, label = '', written = ''] = labelled.exec(text) ?? [];
  return partNamed(label) ? written : text;
}

export function fits({ part, text }: SaidPart): boolean {
  if (part === 'metric') return !/[.!?]\s/.test(text);
  if (part === 'window') return text.length <= 60;
  if (part === 'direction') return signOf(text) !== undefined;
  const { rest } = takeWindow(text);
  return isChange(text) || figure.test(rest) || amountsOf(rest) !== undefined;
}

/** A change with no metric before it. */
export const isChange = (text: string) =>
  'change' in parseChange(takeWindow(text).rest, { ofMetric: true, limit: false });

/** Of what is said by its size alone. */
function signOf(direction: string): '+' | '-' | undefined {
  if (/^(?:up|increas\w*|ris\w+|higher|more|grow\w*|positive|steigt|[↑↗⬆▲📈+]\ufe0f?)$/iu.test(direction)) return '+';
  return /^(?:down|decreas\w*|reduc\w*|fall\w*|drops?|lower|less|fewer|negative|sinkt|[↓↘⬇▼📉−-]\ufe0f?)$/iu.test(
    direction,
  )
    ? '-'
    : undefined;
}

/** The expectation, or with `limit` the guardrail, that parts say together; undefined where they do not make one. */
export function composed(said: readonly SaidPart[], limit = false): string | undefined {
  const of = (part: Part) => said.find((one) => one.part === part)?.text;
  const metric = of('metric');
  const sign = /^[\d.,]/.test(of('change') ?? '') ? signOf(of('direction') ?? '') : undefined;
  const signed = sign && `${sign}${of('change')}`;
  const change = signed ?? of('change') ?? (limit ? (of('limit') ?? of('to')) : of('to'));
  if (metric === undefined || change === undefined) return undefined;
  const { rest, window } = takeWindow(change);
  if (window && 'problem' in window) return `${metric} ${change}`;
  const within = window ? `within ${window.days} days` : windowOf(of('window'));
  // `| Today | Expected |` has two levels.
  const asLevel = of('change') === undefined || (of('from') !== undefined && figure.test(rest));
  const isLevel = !limit && asLevel && !isChange(rest);
  const start = isLevel ? /\d[\d.,]*\s?\S{0,12}/.exec(of('from') ?? '')?.[0] : undefined;
  const moved = !isLevel ? rest : start === undefined ? `reaches ${rest}` : `from ${start} to ${rest}`;
  return [metric, moved, within].filter(Boolean).join(' ');
}

/** A window as it stands behind a change. */
export const windowOf = (written = '') =>
  written === '' || takeWindow(`x ${written}`).window ? written : `within ${written}`;
