import type { WantedLevel } from '../../analysis/level/level-verdict.ts';
import type { Change } from '../declaration/declaration.ts';
import type { Metric } from '../metric/metric.ts';

export type LevelChange = Extract<Change, { kind: 'level' }>;

/** The level that is expected; what is merely reached is reached from the worse side. */
export const wantedLevel = ({ bound, value }: LevelChange, { good }: Pick<Metric, 'good'>): WantedLevel => ({
  bound: bound ?? (good === 'up' ? 'at-least' : 'at-most'),
  value,
});
