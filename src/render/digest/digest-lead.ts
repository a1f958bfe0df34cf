import type { Digest } from '../../domain/digest/digest.ts';
import type { Rhythm } from '../../domain/outcome-map/digest/plan.ts';
import { formatDate } from '../words/dates.ts';
import { counted, inWords } from '../words/words.ts';

const spans: Record<Rhythm, (edition: string) => string> = {
  weekly: (name) => `Week ${Number(name.slice(-2))} of ${name.slice(0, 4)}`,
  monthly: (name) =>
    new Date(`${name}-01T00:00:00Z`).toLocaleString('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
  quarterly: (name) => `${name.slice(-2)} of ${name.slice(0, 4)}`,
};

/** What happened, in a line: what a phone shows of a notification. */
export function leadOf({ edition, opened, shipped, concluded, moved, silent }: Digest): string {
  const { rhythm, name, since, until } = edition;
  const parts = [
    ...(opened.count > 0 ? [`${opened.count} opened`] : []),
    ...(shipped.count > 0 ? [`${shipped.count} shipped`] : []),
    ...(concluded.count > 0 ? [`${concluded.count} concluded`] : []),
  ];
  const what = parts.length === 0 ? 'No bet opened, shipped or concluded' : `Bets: ${inWords(parts)}`;
  const of = concluded.count === 0 ? '' : ` ${movedOf(moved, concluded.count)}`;
  const left = silent.count === 0 ? '' : ` ${counted(silent.count, 'bet waits', 'bets wait')} for somebody.`;
  return `**${spans[rhythm](name)}**, ${formatDate(since, until)} to ${formatDate(until)}. ${what}.${of}${left}`;
}

function movedOf(moved: number, concluded: number): string {
  if (concluded === 1) return `It ${moved === 1 ? 'moved' : 'did not move'} its metric the right way.`;
  return `Of those that concluded, ${moved === 0 ? 'none' : moved} moved ${moved > 1 ? 'their' : 'its'} metric the right way.`;
}
