import type { Effect } from '../../analysis/effect.ts';
import type { Span } from '../../domain/declaration/declaration.ts';
import type { Answer } from '../../domain/readout/readout.ts';
import type { Went } from '../../domain/readout/readout-view.ts';
import { formatDate } from './dates.ts';
import { inertSentence } from './inert.ts';
import { inPercent } from './sizes.ts';
import { asClause } from './words.ts';

/** `up 11.8%`, `down 8%`, `unchanged`. */
export function moveOf({ relative }: Pick<Effect, 'relative'>, sizes = inPercent): string {
  const size = sizes.one(relative, { unsigned: true });
  if (!/[1-9]/.test(size)) return 'unchanged';
  return `${relative > 0 ? 'up' : 'down'} ${size}`;
}

/** `up 4% (interval -1% to +9%): too early to say`, for metrics that the bet is not about. */
export function moveInPassing(answer: Answer, went: Went | undefined, reader: Date, sizes = inPercent): string {
  if (answer.kind !== 'effect') return `: ${noAnswer(answer, reader)}`;
  const move = ` ${moveOf(answer, sizes)} (interval ${sizes.span(answer)})`;
  return went === undefined || went === 'unclear' ? `${move}: too early to say` : `${move}, for the ${went}`;
}

/** Why there is no figure, as a clause. */
export function noAnswer(answer: Exclude<Answer, Effect>, reader: Date): string {
  switch (answer.kind) {
    case 'unanswerable':
      return `cannot be said, ${asClause(inertSentence(answer.text, { maxLength: 200 }))}`;
    case 'failed':
      return `cannot be measured: ${asClause(inertSentence(answer.failure.text, { maxLength: 200 }))}`;
    case 'no-data':
      return answer.lastAt ? `no data since ${formatDate(answer.lastAt, reader)}` : 'no data';
  }
}

/** What was hoped for, without a sign: `10%`, `1% to 2%`; a change that a person wrote, or was worked out from one. */
export function hoped(expected: Span, sizes = inPercent): string {
  const round = (value: number) => Math.round(value * 1000) / 1000 || value;
  const [near, far] = [expected.low, expected.high].sort((one, other) => Math.abs(one) - Math.abs(other)) as [
    number,
    number,
  ];
  const [from, to] = [near, far].map((value) => sizes.one(round(value), { unsigned: true, exact: true }));
  return from === to ? `${from}` : `${from} to ${to}`;
}

/** `10% was expected`; with its direction where it is not the one the metric took. */
export function expectation(expected: Span, relative: number, sizes = inPercent): string {
  const same = expected.low + expected.high > 0 === relative > 0;
  const direction = expected.low + expected.high > 0 ? 'a rise of ' : 'a fall of ';
  return `${same ? '' : direction}${hoped(expected, sizes)} was expected`;
}
