import { counted } from '../../render/words/words.ts';
import type { Finding } from './finding.ts';

/**
 * GitHub refuses tokens of the App that seem to be made in the future, and octokit dates them half a minute back
 * (octokit/auth-app.js, get-app-authentication).
 */
const toleratedMs = 30_000;

/** How far this clock is ahead of GitHub's. Its `Date` has no fractions, and is from the middle of the request. */
export function aheadOf(date: string | null, { asked, answered }: { asked: number; answered: number }) {
  const told = Date.parse(date ?? '');
  return Number.isNaN(told) ? undefined : (asked + answered) / 2 - (told + 500);
}

export const isOff = (aheadMs: number | undefined) => Math.abs(aheadMs ?? 0) > toleratedMs;

export function judgeClock(aheadMs: number | undefined): Finding {
  if (aheadMs === undefined)
    return {
      ...{ area: 'clock', state: 'unknown' },
      seen: 'GitHub’s answer has no date to compare with',
      todo: 'If a proxy stands before GitHub, let it pass the Date header on.',
    };
  if (!isOff(aheadMs)) return { area: 'clock', state: 'well', seen: 'agrees with GitHub’s' };
  return {
    ...{ area: 'clock', state: 'broken' },
    seen: `this machine’s clock is ${spanOf(Math.abs(aheadMs))} ${aheadMs > 0 ? 'ahead of' : 'behind'} GitHub’s, which refuses tokens with such times`,
    todo: 'Set it, and keep it right by NTP (chrony or systemd-timesyncd; in a container, on the host).',
  };
}

function spanOf(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds < 120) return counted(seconds, 'second');
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? counted(minutes, 'minute') : counted(Math.round(minutes / 60), 'hour');
}
