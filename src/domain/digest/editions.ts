import { day, daysBefore } from '../day.ts';
import { instantsAt, wallAt } from '../local-time.ts';
import type { DigestPlan, DueTime, Rhythm } from '../outcome-map/digest/plan.ts';

/** One digest: what happened since the one before was due, until it was. */
export interface Edition {
  rhythm: Rhythm;
  /** `2026-W48`, `2026-11`, `2026-Q4`: the week, month or quarter that it tells of. */
  name: string;
  since: Date;
  /** When it was due. */
  until: Date;
}

const minute = 60_000;
/** Longer than any quarter. */
const mostDays = 100;

/** The newest edition that is due by now: one that was missed is not made up for. */
export function newestEdition(plan: DigestPlan, rhythm: Rhythm, now: Date): Edition | undefined {
  const until = dueBefore(plan, rhythm, now);
  const since = until && dueBefore(plan, rhythm, new Date(until.getTime() - 1));
  if (!until || !since) return undefined;
  return { rhythm, name: nameOf[rhythm](wallAt(until.getTime(), plan.timezone)), since, until };
}

/** An edition by its name; undefined: that is no name of one, the plan has none like it, or it is not due by now. */
export function editionNamed(plan: DigestPlan, name: string, now: Date): Edition | undefined {
  const [rhythm, end] = endOf(name) ?? [];
  if (!rhythm || end === undefined) return undefined;
  const latest = newestEdition(plan, rhythm, new Date(end));
  // By the clocks of the place that may be the one after it already.
  const before = latest && newestEdition(plan, rhythm, new Date(latest.until.getTime() - 1));
  return [latest, before].find((edition) => edition?.name === name && edition.until <= now);
}

/** How often it comes, and an instant before which it is due, wherever that is: the other way round than `nameOf`. */
function endOf(name: string): [Rhythm, number] | undefined {
  const [, year = '', kind, count = ''] = /^(\d{4})-(W|Q|)(\d{1,2})$/.exec(name) ?? [];
  const [from, at] = [Number(year), Number(count)];
  const later = farthestWest;
  if (kind === 'W') return ['weekly', mondayOf(from, at) + 10.5 * day + later];
  if (kind === 'Q') return ['quarterly', Date.UTC(from, 3 * at, 1) + 45 * day + later];
  return kind === '' ? ['monthly', Date.UTC(from, at, 1) + 15 * day + later] : undefined;
}

/** Clocks there are so far behind. */
const farthestWest = day / 2;

/** ISO 8601: the first week of a year is that of 4 January. */
function mondayOf(year: number, week: number): number {
  const fourth = Date.UTC(year, 0, 4);
  return fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * day + (week - 1) * 7 * day;
}

/** When the next one is due; undefined: never, as the plan has none like this. */
export function nextDue(plan: DigestPlan, rhythm: Rhythm, now: Date): Date | undefined {
  return found(plan, rhythm, now, 1, (at) => at > now.getTime());
}

const dueBefore = (plan: DigestPlan, rhythm: Rhythm, now: Date) =>
  found(plan, rhythm, now, -1, (at) => at <= now.getTime());

/** Walks from the day of `now` by the clocks of the place, whose days are not all as long. */
function found(
  plan: DigestPlan,
  rhythm: Rhythm,
  now: Date,
  step: 1 | -1,
  fits: (at: number) => boolean,
): Date | undefined {
  const due = plan[rhythm];
  if (!due) return undefined;
  const today = Math.floor(wallAt(now.getTime(), plan.timezone) / day) * day;
  for (let ahead = -1; ahead <= mostDays; ahead += 1) {
    const date = today + step * ahead * day;
    if (!isDay[rhythm](new Date(date), due)) continue;
    const { at } = instantsAt(date + due.minutes * minute, plan.timezone);
    if (fits(at)) return new Date(at);
  }
  return undefined;
}

const isDay: Record<Rhythm, (date: Date, due: DueTime) => boolean> = {
  weekly: (date, due) => date.getUTCDay() === due.day % 7,
  monthly: (date, due) => date.getUTCDate() === due.day,
  quarterly: (date, due) => date.getUTCDate() === due.day && date.getUTCMonth() % 3 === 0,
};

/** By a day in the midst of what it tells of: due on a Monday it is the week before, on a Friday that week. */
const nameOf: Record<Rhythm, (due: number) => string> = {
  weekly: (due) => weekOf(due - 3.5 * day),
  monthly: (due) => new Date(due - 15 * day).toISOString().slice(0, 7),
  quarterly: (due) => {
    const within = daysBefore(new Date(due), 45);
    return `${within.getUTCFullYear()}-Q${Math.floor(within.getUTCMonth() / 3) + 1}`;
  },
};

/** ISO 8601: a week belongs to the year that its Thursday is in. */
function weekOf(at: number): string {
  const date = Math.floor(at / day) * day;
  const thursday = new Date(date + (3 - ((new Date(date).getUTCDay() + 6) % 7)) * day);
  const week = Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / (7 * day)) + 1;
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}`;
}
