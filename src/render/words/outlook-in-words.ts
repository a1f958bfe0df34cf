import { formatDays } from './dates.ts';
import { inPercent, type Sizes } from './sizes.ts';

/** What is hoped for and what a window can show, before the release. */
export interface Outlook {
  /** Relative change in the metric's own sign, the end nearest zero. */
  expected: number;
  /** The metric, where several are spoken of; ready for where it is to stand. */
  of?: string;
  windowDays: number;
  /** Smallest relative effect that the window shows 4 times of 5. */
  detectable: number;
  /** How both are told; per cent where nothing is given. */
  sizes?: Sizes;
  /** Shortest window that would do, if one does. */
  enoughDays?: number;
  /** A sibling that would do within the window, ready for where it is to stand. */
  comparison?: string;
  /** Two groups are compared: what would help is more people, not another way to measure. */
  experiment?: boolean;
}

/**
 * Can the window show what is hoped for, and if not, what could? Nothing is refused, it is told.
 *
 * Example: `+3% is smaller than what 14 days can show here (5.1%). 42 days could; so could a comparison with Sign-ups in
 * France, if the change leaves that alone.`
 */
export function outlookInWords(outlook: Outlook): string {
  const { expected, of, windowDays, detectable, sizes = inPercent } = outlook;
  const window = formatDays(windowDays);
  const size = sizes.one(detectable, { unsigned: true });
  const hope = `${sizes.one(expected)}${of ? ` on ${of}` : ''}`;
  if (Math.abs(expected) >= detectable) return `${window} can show changes of ${size} or more: ${hope} would be seen.`;
  return `${hope} is smaller than what ${window} can show here (${size}). ${whatCould(outlook)}`;
}

function whatCould({ enoughDays, comparison, experiment }: Outlook): string {
  const alone = 'if the change leaves that alone';
  if (enoughDays === undefined && !comparison)
    return `No window up to half a year could; ${experiment ? 'more people in the groups' : 'a holdout or an experiment'} could.`;
  if (enoughDays === undefined) return `A comparison with ${comparison} could, ${alone}.`;
  const days = `${formatDays(enoughDays)} could`;
  return comparison ? `${days}; so could a comparison with ${comparison}, ${alone}.` : `${days}.`;
}
