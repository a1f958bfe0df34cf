import { outlookFor } from '../../analysis/reach-probability.ts';
import { day } from '../day.ts';
import { levelBetween } from '../metric/baseline.ts';
import type { Metric } from '../metric/metric.ts';
import type { KeyResult } from '../outcome-map/outcome-map.ts';
import { own } from '../text/own.ts';
import { type LintBasis, openKeyResults, type StakedKeyResult, type Staking } from './lint-basis.ts';

const levelDays = 28;
/** A target worth having is reached one time in five. */
const worthHaving = 0.2;
/**
 * What the work of a quarter may add to a metric beyond what its history has seen: one time in three more than a fifth, one way or the
 * other. Generous on purpose, for most changes move a metric by a few per cent at most (Azevedo et al. 2020, "A/B testing with fat
 * tails"): what is called out of reach is far out. Without it every target on a steady metric would be.
 */
const added = { deviation: 0.2, days: 91 };

export interface TargetChance {
  /** Where the metric stands: the mean of the last 28 days, in its unit. */
  now: number;
  /** How likely its own history makes it that the target is reached by the day, without anything new. */
  unaided: number;
  /** The same with room for what a team can change in that time. */
  chance: number;
  /** A target that has one chance in five, with that room, if it lies ahead of where the metric stands. */
  stretch?: number;
}

/** What is found of a key result by how likely it is reached. */
export interface TargetFinding<Rule> extends TargetChance {
  rule: Rule;
  keyResult: KeyResult;
  metric: Metric;
}

export type ChanceBasis = Pick<LintBasis, 'asOf' | 'readings'> & { map: Staking };

/** How likely history alone makes each open key result, by its id; those with too little history, or none that was read, are not in it. */
export function targetChances(basis: ChanceBasis): Map<string, TargetChance> {
  return new Map(
    openKeyResults(basis).flatMap((staked) => {
      const chance = targetChance(basis, staked);
      return chance ? [[staked.keyResult.id, chance] as const] : [];
    }),
  );
}

/** Undefined: there is no telling. */
function targetChance({ readings, asOf }: ChanceBasis, staked: StakedKeyResult): TargetChance | undefined {
  const { keyResult, metric } = staked;
  const reading = readings && own(readings, metric.name);
  if (reading?.kind !== 'samples') return undefined;
  const { series } = reading;
  const last = series.samples.at(-1);
  // What stopped weeks ago says nothing of where the metric is heading.
  if (!last || last.t < asOf.getTime() - levelDays * day) return undefined;
  const end = last.t + (series.bucket === 'day' ? day : day / 24);
  const now = levelBetween(series, end - levelDays * day, end);
  const by = Date.parse(keyResult.by) + day;
  const outlook = now === undefined ? undefined : outlookFor({ series, now, by });
  if (now === undefined || outlook?.kind !== 'outlook') return undefined;
  const way = wayOf(keyResult);
  const room = added.deviation * Math.sqrt((by - end) / day / added.days);
  const stretch = stretchOf(outlook.levelWith(worthHaving, way, room), now, way);
  return {
    now,
    unaided: outlook.chanceOf(keyResult.to, way),
    chance: outlook.chanceOf(keyResult.to, way, room),
    ...(stretch === undefined ? {} : { stretch }),
  };
}

const wayOf = ({ from, to }: KeyResult) => (to > from ? 'up' : 'down');

function stretchOf(level: number, now: number, way: 'up' | 'down'): number | undefined {
  const stretch = round(level);
  const isAhead = way === 'up' ? stretch > now : stretch < now;
  return isAhead && Math.abs(stretch - now) >= leastStep * Math.abs(now) ? stretch : undefined;
}

/** A target closer than this is no target. */
const leastStep = 0.02;

/** As people write targets: two digits, a third where it begins with 1. */
function round(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  const leading = Math.floor(Math.log10(Math.abs(value)));
  const digits = Math.abs(value) / 10 ** leading < 2 ? 3 : 2;
  return Number(value.toPrecision(digits));
}
