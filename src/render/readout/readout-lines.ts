import type { ExpectedMovement } from '../../domain/bet/bet.ts';
import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { GuardReadout, MovementReadout } from '../../domain/readout/readout.ts';
import type { ReadoutView } from '../../domain/readout/readout-view.ts';
import { amendedAfterMerge, statedAfterMerge } from '../forecast/event-lines.ts';
import { moveInPassing } from '../words/effect-in-words.ts';
import { experimentName, groupsAsCause, groupsAsTheyAre } from '../words/groups-in-words.ts';
import { inert } from '../words/inert.ts';
import { keyResultAfter } from '../words/key-result-now.ts';
import { shortChange, showsFigures, titleOf } from '../words/movement-in-words.ts';
import { alongsideInWords } from '../words/other-bets.ts';
import { shipName } from '../words/ship-in-words.ts';
import { sizesOf } from '../words/sizes.ts';
import { asClause, capital, firstOf } from '../words/words.ts';
import { guardLine } from './guard-line.ts';

const mostLines = 5;

/** What the map has every bet watched on is told in the fold, as long as nothing has happened to it; in an interim readout what has held so far too. */
export function isTold({ guarded, state }: GuardReadout, interim: boolean): boolean {
  return guarded.byMap ? state === 'breached' : !interim || state !== 'held';
}

/** What else is to be known, one line each. An interim readout tells what is news since the forecast, which stands above it: the last one tells all. */
export function readoutLines(readout: ReadoutView, subject: MovementReadout): (string | undefined)[] {
  const {
    interim,
    guards,
    keyResults,
    upstream,
    disclosure,
    amended,
    statedAfterMerge: statedAt,
    cautions,
    reader,
  } = readout;
  return [
    untestedLine(readout, subject),
    subject.unheld ? expectedUnheld(subject.movement, disclosure) : undefined,
    ...guards
      .filter((guard) => isTold(guard, interim))
      .slice(0, mostLines)
      .map((guard) => guardLine(guard, disclosure, reader)),
    ...keyResults
      .filter(({ told, reached }) => told && (!interim || reached))
      .slice(0, mostLines)
      .map((row) => keyResultAfter(row, disclosure, reader)),
    ...upstream
      .filter(({ went }) => !interim || (went !== undefined && went !== 'unclear'))
      .slice(0, mostLines)
      .map(
        ({ metric, answer, went }) =>
          `**Upstream** ${titleOf(metric)}${moveInPassing(answer, went, reader, sizesOf(answer.kind === 'effect' ? answer.inUnit : undefined, metric, disclosure))}.`,
      ),
    causeOf(readout, subject),
    ...cautions.slice(0, 2).map(({ text }) => `**With care** ${inert(text, { maxLength: 200 })}`),
    statedAt ? statedAfterMerge(statedAt, reader) : undefined,
    amended && !statedAt ? amendedAfterMerge : undefined,
  ];
}

function expectedUnheld(movement: ExpectedMovement, disclosure: Disclosure): string {
  const size = shortChange(movement, disclosure);
  return `**Expected** ${size ?? 'the size stated'}; whether it got that far is not said here, because the answer would reveal the level of the metric, which is not shown.`;
}

/** Where the groups are missing that the description names, a comparison with the time before shows less: some people did not get the change. */
function untestedLine({ experiment }: ReadoutView, { untested }: MovementReadout): string | undefined {
  if (!experiment || !untested) return undefined;
  const { failure } = untested;
  const why = failure
    ? `could not be read (${asClause(inert(failure.text, { maxLength: 200 }))})`
    : 'has no groups of this metric';
  return `**Experiment** ${experimentName(experiment)} ${why}, so before and after are compared, and the effect is held against zero alone: if only some people got the change, it did more to them than is seen here.`;
}

function causeOf(readout: ReadoutView, subject: MovementReadout): string | undefined {
  const { answer, movement } = subject;
  const shown = showsFigures(readout.disclosure, movement.metric);
  if (answer.kind === 'effect') return answer.arms ? groupsAsCause(answer.arms, shown) : attribution(readout, subject);
  return answer.kind === 'unanswerable' && answer.arms ? groupsAsTheyAre(answer.arms, shown) : undefined;
}

/** What before and after can say of the cause: that it coincides. Where nothing moved there is none, but what else shipped may hide something. */
function attribution({ signal, alongside, interim }: ReadoutView, { verdict }: MovementReadout): string | undefined {
  const name = shipName(signal);
  const along = alongside.sameRelease.map((number) => `#${number}`);
  const what = [
    alongsideInWords(alongside),
    along.length > 0 ? ` ${capital(name)} also held ${firstOf(along, mostLines)}.` : '',
  ].join('');
  if (interim || verdict === 'flat' || verdict === 'inconclusive') return what && `**Alongside**${what}`;
  return `**Cause** This coincides with ${name}; a before/after comparison cannot prove the cause.${what}`;
}
