import type { EdgeTrial } from '../../domain/ledger/track-record.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import { commentBody } from '../comment/comment-body.ts';
import { marker } from '../comment/marker.ts';
import { table } from '../comment/table.ts';
import { formatRelative, formatRelativeSpan } from '../words/figures.ts';
import { inertCode } from '../words/inert.ts';
import { titleOf } from '../words/movement-in-words.ts';
import { counted } from '../words/words.ts';

const most = 10;

export interface TinyBoxAlarm {
  lower: Metric;
  upper: Metric;
  /** Days after each release over which both were looked at: the upper metric's horizon, or the last readout's if that is later. */
  horizonDays: number;
  /** Oldest first, with the bet's name as it may be told here. */
  trials: { bet: string; trial: Pick<EdgeTrial, 'lowerEffect' | 'upperEffect'> }[];
}

/** Bets move a metric, and what it is there for does not follow: said once an edge, with the evidence, as a question about the map. */
export function renderTinyBoxAlarm({ lower, upper, horizonDays, trials }: TinyBoxAlarm): string {
  const [low, high] = [titleOf(lower, 60), titleOf(upper, 60)];
  const bets = counted(trials.length, 'bet');
  const name = inertCode(lower.name, { maxLength: 60 });
  return commentBody({
    marker: marker('alarm', { metric: upper.name }),
    shown: [
      `### ${low} moved in ${bets}, ${high} did not follow`,
      `The outcome map says that ${low} drives ${high}. ${capitalBets(trials.length)} improved the first; within ${horizonDays} days of their releases the second did not follow in any of them.`,
      table(
        ['bet', `${low} (interval)`, `${high} (interval)`],
        trials.slice(-most).map(({ bet, trial }) => [bet, effectOf(trial.lowerEffect), effectOf(trial.upperEffect)]),
      ),
      `The bets did what they set out to do; the question is about the map. Possible reasons: ${high} depends on something else, a step between the two is missing, or it takes longer than ${horizonDays} days.`,
      `Next: open a hypothesis issue that explains it, or challenge the edge with ${inertCode(`/soundings challenge ${lower.name} why`, { maxLength: 120 })}. If the edge does not hold, remove it from \`drives\` of ${name}. This is said once, until ${high} has followed a later bet.`,
    ],
  });
}

function effectOf({ relative, low, high }: EdgeTrial['lowerEffect']): string {
  return `${formatRelative(relative)} (${formatRelativeSpan({ low, high })})`;
}

const capitalBets = (count: number) => (count === 2 ? 'Two bets' : counted(count, 'bet'));
