import { cut } from '../text/cut.ts';

export const defaultWindowDays = 14;
const mostDays = 365;

const units: [RegExp, number][] = [
  [/^d(?:ays?)?$/, 1],
  [/^w(?:(?:ee)?ks?)?$/, 7],
  [/^mo(?:nths?)?$/, 30],
  [/^quarters?$/, 90],
  [/^y(?:ears?)?$/, 365],
];

/**
 * A window as people write it: `14 days`, `2 weeks`, `28d`, `a month` (30 days), `1 year`. From 1 to 365 days, or what is wrong.
 */
export function parseWindow(text: string): { days: number } | { problem: string } {
  const match = /^(\d{1,6}|an?|one)\s{0,3}-?\s{0,3}([a-z]{1,10})$/i.exec(text.trim());
  const [, count = '', unit = ''] = match ?? [];
  const days = units.find(([pattern]) => pattern.test(unit.toLowerCase()))?.[1];
  if (days === undefined) return { problem: `"${cut(text.trim(), 40)}" is not a window of whole days` };
  const total = days * (/^\d/.test(count) ? Number(count) : 1);
  if (total < 1 || total > mostDays) return { problem: 'The window is not from 1 to 365 days' };
  return { days: total };
}
