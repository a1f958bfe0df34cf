import { normal, uniform } from '../series/seeded-random.ts';

/** A UTC day of the shop. `signups / visits` is its sign-up rate. */
export interface ShopDay {
  /** `2026-10-05` */
  day: string;
  visits: number;
  signups: number;
  projectsCompleted: number;
  /** Monthly recurring revenue at the day's end, in USD. */
  revenue: number;
  /** In milliseconds. */
  p95Latency: number;
}

export interface ShopHistory {
  /** The last day, included. */
  until: Date;
  days?: number;
  seed?: number;
  /** From the day after this instant on, or each of these, the sign-up rate is higher by `effect`. */
  shippedAt?: Date | Date[];
  /** Relative; 0.12 unless told. */
  effect?: number;
}

const dayLength = 86_400_000;
/** Sunday first. */
const visitsByWeekday = [0.72, 1.1, 1.14, 1.12, 1.08, 0.98, 0.7];
const rateByWeekday = [0.95, 1.02, 1.02, 1.01, 1.01, 0.99, 0.94];

/**
 * A made-up shop with what real series have: a week's rhythm, growth, days that resemble the day before, and chance. Completed
 * projects follow sign-ups at a distance and weakly; the other metrics do not answer to the release at all.
 */
export function shopMetrics({ until, days = 365, seed = 20, shippedAt, effect = 0.12 }: ShopHistory): ShopDay[] {
  const random = normal(uniform(seed));
  const mood = { visits: 0, rate: 0, projects: 0, revenue: 0, latency: 0 };
  const drift = (name: keyof typeof mood, memory: number, spread: number) => {
    mood[name] = memory * mood[name] + spread * random();
    return mood[name];
  };
  let usualSignups = 12_000 * 0.031;
  const lifts = [shippedAt ?? []].flat();

  return Array.from({ length: days }, (_, index) => {
    const at = new Date(Math.floor(until.getTime() / dayLength) * dayLength - (days - 1 - index) * dayLength);
    const weekday = at.getUTCDay();
    const growth = 1 + 0.0004 * index;
    const visits = Math.round(12_000 * growth * (visitsByWeekday[weekday] ?? 1) * Math.exp(drift('visits', 0.4, 0.03)));
    const lifted = (1 + effect) ** lifts.filter((lift) => at > lift).length;
    const rate = 0.031 * (rateByWeekday[weekday] ?? 1) * lifted * Math.exp(drift('rate', 0.3, 0.012));
    const signups = Math.round(visits * rate + Math.sqrt(visits * rate * (1 - rate)) * random());
    usualSignups += (signups - usualSignups) / 21;
    const projects = 0.24 * usualSignups * (0.55 + 0.45 * (visitsByWeekday[weekday] ?? 1));
    return {
      day: at.toISOString().slice(0, 10),
      visits,
      signups,
      projectsCompleted: Math.round(projects * Math.exp(drift('projects', 0.3, 0.04)) + Math.sqrt(projects) * random()),
      revenue: Math.round(182_000 + 45 * index + 900 * drift('revenue', 0.92, 0.5)),
      p95Latency: Math.round((241 + (weekday === 0 || weekday === 6 ? -6 : 2) + drift('latency', 0.5, 5)) * 10) / 10,
    };
  });
}

/** The shop as CSV files by name: `t,numerator,denominator` for the rate, `t,value` for the rest. */
export function shopCsv(days: ShopDay[]): Record<string, string> {
  const values = (pick: (day: ShopDay) => number) =>
    ['t,value', ...days.map((day) => `${day.day},${pick(day)}`), ''].join('\n');
  return {
    'signup_rate.csv': [
      't,numerator,denominator',
      ...days.map((day) => `${day.day},${day.signups},${day.visits}`),
      '',
    ].join('\n'),
    'visits.csv': values(({ visits }) => visits),
    'projects_completed.csv': values(({ projectsCompleted }) => projectsCompleted),
    'revenue.csv': values(({ revenue }) => revenue),
    'p95_latency.csv': values(({ p95Latency }) => p95Latency),
  };
}
