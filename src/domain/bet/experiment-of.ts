import type { ExperimentName } from '../declaration/declaration.ts';
import type { Experiments, Metric } from '../metric/metric.ts';
import type { Bet } from './bet.ts';
import type { Objection } from './objection.ts';

/** An experiment that the bet names, and how the map has a metric read for it. */
export interface NamedExperiment extends Experiments {
  named: ExperimentName;
}

/** The one way to what is read for an experiment. The author says which one; from where, the map alone. Undefined: before and after are compared. */
export function experimentOf(
  { experiment }: Pick<Bet, 'experiment'>,
  { experiments }: Metric,
): NamedExperiment | undefined {
  if (!experiment || !experiments) return undefined;
  const [connection = ''] = experiments.source.split('/');
  return connection.toLowerCase() === experiment.connection.toLowerCase()
    ? { ...experiments, named: experiment }
    : undefined;
}

/** The bet with its experiment, where the map has a metric of it read for one; else an objection. Levels are compared with nothing. */
export function withExperiment(
  bet: Bet,
  experiment: ExperimentName | undefined,
): { bet: Bet; objections: Objection[] } {
  if (!experiment) return { bet, objections: [] };
  const { movements, guardrails } = bet;
  const judged = [...movements.filter(({ change }) => change?.kind !== 'level'), ...guardrails];
  if (judged.some(({ metric }) => experimentOf({ experiment }, metric)))
    return { bet: { ...bet, experiment }, objections: [] };
  const subject = nameOfExperiment(experiment);
  return {
    bet,
    objections: [
      {
        subject: `Experiment: ${subject}`,
        what: `No metric that this bet says the change of is read for experiments of ${experiment.connection}`,
        expected: '`experiments: connection/query` on the metric in the outcome map, by its owner',
        suggestions: [],
      },
    ],
  };
}

/** `growthbook/exp_123` */
export const nameOfExperiment = ({ connection, id }: ExperimentName): string => `${connection}/${id}`;
