import type { Effect } from '../../analysis/effect.ts';
import type { Span } from '../../domain/declaration/declaration.ts';
import type { MovementView } from '../../domain/readout/movement-view.ts';
import type { Answer, MovementReadout } from '../../domain/readout/readout.ts';
import type { ReadoutView } from '../../domain/readout/readout-view.ts';
import { formatDate } from '../words/dates.ts';
import { expectation, hoped, moveOf } from '../words/effect-in-words.ts';
import { findingOf } from '../words/finding-in-words.ts';
import { titleOf } from '../words/movement-in-words.ts';
import { type Sizes, sizesOf } from '../words/sizes.ts';
import { levelHeadline } from './level-readout.ts';
import { longestWait } from './readout-lead.ts';

/** The answer in one sentence. */
export function readoutHeadline(readout: ReadoutView): string {
  const { subject, reader } = readout;
  if (!subject) return 'Nothing was measured';
  const { answer } = subject;
  if (answer.kind === 'level') {
    const level = levelHeadline(subject, answer, readout);
    return readout.interim ? `Interim, day ${readout.afterDays}: ${level}` : level;
  }
  const said = readout.interim
    ? answer.kind === 'effect'
      ? soFar(subject, answer, sizesOf(answer.inUnit, subject.movement.metric, readout.disclosure))
      : noFigureYet({ ...subject, answer })
    : answer.kind === 'effect'
      ? concluded(subject, answer, sizesOf(answer.inUnit, subject.movement.metric, readout.disclosure))
      : noFigure({ ...subject, answer }, reader);
  return readout.interim ? `Interim, day ${readout.afterDays}: ${said}` : said;
}

function concluded({ movement, expected, verdict, precision }: MovementView, effect: Effect, sizes: Sizes): string {
  const yet = (precision?.moreDays ?? 0) > longestWait ? '' : ' yet';
  const title = titleOf(movement.metric);
  const move = `${title} ${moveOf(effect, sizes)}`;
  const passed = effect.shape?.lasts === 'no' ? ' for a while' : '';
  const held = expected ? `${move}${passed}, ${expectation(expected, effect.relative, sizes)}` : `${move}${passed}`;
  switch (verdict) {
    case 'moved':
      return `It moved: ${held}`;
    case 'moved-less':
      return `It moved less than expected: ${held}`;
    case 'flat':
      if (!expected) return `It did not move: ${move}`;
      return mayHaveHarmed(effect, expected)
        ? `Not as expected: the ${hoped(expected, sizes)} expected of ${title} is ruled out, a movement the wrong way is not`
        : `It did not move: the ${hoped(expected, sizes)} expected of ${title} is ruled out`;
    case 'backfired':
      return `It moved the wrong way: ${held}`;
    default:
      return expected
        ? `Cannot tell${yet}: ${title} may have moved the ${hoped(expected, sizes)} expected, or not at all`
        : `Cannot tell${yet}: ${title} may have moved, or not at all`;
  }
}

/** The interval holds as much of the opposite as was expected: that nothing moved is not what it says. */
export function mayHaveHarmed({ low, high }: Effect, { low: from, high: to }: Span): boolean {
  const nearest = Math.min(Math.abs(from), Math.abs(to));
  return from + to > 0 ? low < -nearest : high > nearest;
}

function soFar({ movement, verdict }: MovementReadout, effect: Effect, sizes: Sizes): string {
  const title = titleOf(movement.metric);
  if (verdict === 'flat' || verdict === 'inconclusive') return `no clear movement of ${title} so far`;
  return `${title} ${moveOf(effect, sizes)} so far${verdict === 'backfired' ? ', the wrong way' : ''}`;
}

type MeasuredNot = Pick<MovementReadout, 'movement' | 'verdict'> & { answer: Answer };

function noFigure({ movement, answer, verdict }: MeasuredNot, reader: Date): string {
  const title = titleOf(movement.metric);
  const finding = answer.kind === 'unanswerable' ? findingOf(answer) : undefined;
  if (verdict === 'inconclusive' && finding) return `Cannot tell: ${title} ${finding}`;
  const few = answer.kind === 'unanswerable' && answer.reason === 'too-few-after';
  if (isWrongSplit(answer)) return `Cannot tell: ${wrongSplit(title)}`;
  if (verdict === 'inconclusive' && answer.kind === 'unanswerable' && answer.arms)
    return `Cannot tell yet: too few people in the experiment on ${title}`;
  if (verdict === 'inconclusive')
    return `Cannot tell yet: ${few ? `too few days of ${title} since the release` : `${title} cannot be analysed`}`;
  if (finding) return `No data: ${title} ${finding}`;
  if (answer.kind === 'failed') return `No data: ${title} cannot be measured`;
  if (answer.kind === 'no-data' && answer.lastAt)
    return `No data: ${title} has had no value since ${formatDate(answer.lastAt, reader)}`;
  return answer.kind === 'no-data'
    ? `No data: ${title} has had no value since the release`
    : `No data: too little of ${title} to tell`;
}

function noFigureYet({ movement, answer, verdict }: MeasuredNot): string {
  const title = titleOf(movement.metric);
  if (isWrongSplit(answer)) return wrongSplit(title);
  const finding = answer.kind === 'unanswerable' ? findingOf(answer) : undefined;
  if (finding) return `${title} ${finding}`;
  return verdict === 'no-data' ? `no data of ${title} so far` : `nothing can be said of ${title} so far`;
}

const isWrongSplit = (answer: Answer) => answer.kind === 'unanswerable' && answer.reason === 'sample-ratio';
const wrongSplit = (title: string) =>
  `the two groups of the experiment on ${title} do not have the sizes they were meant to`;
