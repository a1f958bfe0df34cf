import type { Series } from '../../analysis/samples.ts';
import type { Direction } from '../../domain/metric/metric.ts';

/** What an agent is told: no address, no query and no secret is in it. */
export interface Outcomes {
  vision?: string | undefined;
  strategy: { id: string; title: string }[];
  objectives: { id: string; title: string; why?: string | undefined; keyResults: KeyResultTold[] }[];
  metrics: MetricTold[];
}

export interface KeyResultTold {
  id: string;
  title?: string | undefined;
  metric: string;
  /** Absent: may not be shown to this reader. */
  from?: number | undefined;
  to?: number | undefined;
  by: string;
}

export interface MetricTold {
  name: string;
  /** Absent: only the name is known here. */
  title?: string | undefined;
  definition?: string | undefined;
  unit?: string | undefined;
  good?: Direction | undefined;
  drives: string[];
}

interface PastBet {
  repository: string;
  number: number;
  title: string | undefined;
  at: string;
  state: string;
  expected?: unknown;
  effect?: unknown;
  verdict?: string | undefined;
  decision?: string | undefined;
  learned?: string | undefined;
}

/** The problem is a sentence for the agent, with what to do. */
export type Found<T> = T | { problem: string };

/** Where answers come from: a map and sources, or the record of a server. */
export interface Knowledge {
  outcomes(): Promise<Found<Outcomes>>;
  /** What a metric has measured. */
  history(metric: string): Promise<Found<{ series: Series; unit: string }>>;
  pastBets(metric: string): Promise<Found<{ bets: PastBet[]; more: boolean }>>;
}
