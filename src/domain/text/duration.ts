/** `7d`, `2 weeks`, `1 day`. */
export const durationPattern = /^\d{1,3} ?(?:d|days?|w|weeks?)$/i;

/** Days in a text of `durationPattern`. */
export function daysOf(text: string): number {
  return Number.parseInt(text, 10) * (/w/i.test(text) ? 7 : 1);
}
