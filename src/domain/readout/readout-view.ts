import type { Effect, Warning } from '../../analysis/effect.ts';
import type { OtherBet } from '../bet/other-bet.ts';
import { day } from '../day.ts';
import type { KeyResultNow } from '../forecast/forecast.ts';
import { type KeyResultView, viewKeyResult } from '../forecast/key-result-view.ts';
import type { Metric } from '../metric/metric.ts';
import { type Alongside, alongsideOf, suspectsOf } from './alongside.ts';
import { type MovementView, viewMovement } from './movement-view.ts';
import type { Answer, MovementReadout, Readout } from './readout.ts';
import { type Recommendation, recommend } from './recommend.ts';

/** Which way a metric went that the bet is not about, as far as its interval leaves zero out. */
export type Went = 'better' | 'worse' | 'unclear';

/** A readout with everything its comment says; the renderer computes nothing. */
export interface ReadoutView extends Readout {
  movements: MovementView[];
  /** The movement that the verdict is about: the first, unless another one backfired. */
  subject?: MovementView;
  keyResults: (KeyResultView & { told: boolean })[];
  upstream: { metric: Metric; answer: Answer; went?: Went }[];
  /** Warnings that change how far the answer is to be trusted. */
  cautions: Warning[];
  /** What else shipped on the metric of the subject. */
  alongside: Alongside;
  /** What else may be why it went the wrong way. */
  suspects: OtherBet[];
  recommendation: Recommendation;
  /** When it is read, about: years that are not that one are shown. */
  reader: Date;
}

export function viewReadout(readout: Readout): ReadoutView {
  const { verdict, shippedAt, afterDays } = readout;
  const reader = new Date(shippedAt.getTime() + afterDays * day);
  const movements = readout.movements.map((movement) => viewMovement(movement, readout));
  const subject = movements.find((movement) => movement.verdict === verdict) ?? movements[0];
  return {
    ...readout,
    movements,
    ...(subject ? { subject } : {}),
    keyResults: readout.keyResults.map((row) => ({
      ...viewKeyResult(asMeasured(row, movements), reader),
      told: verdict !== 'no-data' || row.now !== undefined,
    })),
    upstream: readout.upstream.map(({ metric, answer }) =>
      answer.kind === 'effect' ? { metric, answer, went: wentOf(answer, metric) } : { metric, answer },
    ),
    cautions: subject?.answer.kind === 'effect' ? subject.answer.warnings.filter(isGrave) : [],
    alongside: alongsideOf(readout, subject?.movement.metric.name),
    suspects: suspectsOf(readout),
    recommendation: recommend(readout),
    reader,
  };
}

/** That releases share an effect is said where the cause is. */
const grave: Warning['kind'][] = [
  'revised',
  'late',
  'thin-window',
  'all-zero',
  'collapsed',
  'moved-before',
  'began-before',
  'came-and-went',
  'other-unit',
  'like-last-year',
];
const isGrave = ({ kind }: Warning) => grave.includes(kind);

/** One level of a metric on one screen: that of the measurement, where the bet is about it. */
function asMeasured(row: KeyResultNow, movements: MovementReadout[]): KeyResultNow {
  const answer = movements.find(({ movement }) => movement.metric.name === row.metric.name)?.answer;
  // The treated group is not the whole population.
  if (answer?.kind === 'level') return { ...row, now: answer.level };
  return answer?.kind === 'effect' && !answer.arms ? { ...row, now: answer.actualLevel } : row;
}

function wentOf({ low, high, relative }: Effect, { good }: Metric): Went {
  if (low <= 0 && high >= 0) return 'unclear';
  return relative > 0 === (good === 'up') ? 'better' : 'worse';
}
