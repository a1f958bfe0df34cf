import type { Effect } from '../../analysis/effect.ts';
import type { ExpectedMovement } from '../../domain/bet/bet.ts';
import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { KeyResultNow } from '../../domain/forecast/forecast.ts';
import type { MovementReadout, Readout } from '../../domain/readout/readout.ts';
import { sharedWith } from '../../domain/readout/shared-effect.ts';
import { amendedAfterMerge, statedAfterMerge } from '../forecast/event-lines.ts';
import { moveInPassing } from '../words/effect-in-words.ts';
import { groupsAsCause, groupsAsTheyAre } from '../words/groups-in-words.ts';
import { inert } from '../words/inert.ts';
import { keyResultAfter } from '../words/key-result-now.ts';
import { shortChange, showsFigures, titleOf } from '../words/movement-in-words.ts';
import { alongsideInWords } from '../words/other-bets.ts';
import { readerOf } from '../words/reader-of.ts';
import { shipName } from '../words/ship-in-words.ts';
import { capital, firstOf } from '../words/words.ts';
import { guardLine } from './guard-line.ts';

const mostLines = 5;
/** Warnings that change how far the answer is to be trusted; that releases share an effect is said where the cause is. */
const grave: Effect['warnings'][number]['kind'][] = ['revised'];

/** What else is to be known, one line each. */
export function readoutLines(readout: Readout, subject: MovementReadout): (string | undefined)[] {
  const { guards, keyResults, upstream, disclosure, amended, statedAfterMerge: statedAt, verdict } = readout;
  const reader = readerOf(readout);
  const warnings = subject.answer.kind === 'effect' ? subject.answer.warnings : [];
  return [
    subject.unheld ? expectedUnheld(subject.movement, disclosure) : undefined,
    ...guards.slice(0, mostLines).map((guard) => guardLine(guard, disclosure, reader)),
    ...keyResults
      .filter(({ now }) => verdict !== 'no-data' || now !== undefined)
      .slice(0, mostLines)
      .map((row) => keyResultAfter(asMeasured(row, readout.movements), disclosure, reader)),
    ...upstream
      .slice(0, mostLines)
      .map(({ metric, answer }) => `**Upstream** ${titleOf(metric)}${moveInPassing(answer, metric, reader)}.`),
    causeOf(readout, subject),
    ...warnings
      .filter(({ kind }) => grave.includes(kind))
      .slice(0, 2)
      .map(({ text }) => `**With care** ${inert(text, { maxLength: 200 })}`),
    statedAt ? statedAfterMerge(statedAt, reader) : undefined,
    amended && !statedAt ? amendedAfterMerge : undefined,
  ];
}

function expectedUnheld(movement: ExpectedMovement, disclosure: Disclosure): string {
  const size = shortChange(movement, disclosure);
  return `**Expected** ${size ?? 'the size stated'}; whether it came to that is not said here: the answer would tell the level of the metric, which is not shown.`;
}

/** One level of a metric on one screen: that of the measurement, where the bet is about it. */
function asMeasured(row: KeyResultNow, movements: MovementReadout[]): KeyResultNow {
  const answer = movements.find(({ movement }) => movement.metric.name === row.metric.name)?.answer;
  // The group with the change is not everybody.
  return answer?.kind === 'effect' && !answer.arms ? { ...row, now: answer.actualLevel } : row;
}

function causeOf(readout: Readout, subject: MovementReadout): string | undefined {
  const { answer, movement } = subject;
  const shown = showsFigures(readout.disclosure, movement.metric);
  if (answer.kind === 'effect') return answer.arms ? groupsAsCause(answer.arms, shown) : attribution(readout, subject);
  return answer.kind === 'unanswerable' && answer.arms
    ? groupsAsTheyAre(answer.arms, movement.metric, shown)
    : undefined;
}

/** What before and after can say of the cause: that it coincides. Where nothing moved there is none, but what else shipped may hide something. */
function attribution(readout: Readout, { movement, verdict }: MovementReadout): string | undefined {
  const { signal, others, shippedTogether } = readout;
  const metric = movement.metric.name;
  const along = shippedTogether
    .filter((number) => !others.some((other) => other.number === number && !other.repository))
    .map((number) => `#${number}`);
  const name = shipName(signal);
  const alongside = [
    alongsideInWords(others, sharedWith(readout, metric), metric),
    along.length > 0 ? ` ${capital(name)} also held ${firstOf(along, mostLines)}.` : '',
  ].join('');
  if (verdict === 'flat' || verdict === 'inconclusive') return alongside && `**Alongside**${alongside}`;
  return `**Cause** This coincides with ${name}; before and after cannot prove that it comes of it.${alongside}`;
}
