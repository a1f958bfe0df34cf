import { setTimeout as pause } from 'node:timers/promises';
import { hasBet, headOf } from './shop.ts';
import type { StubGitHub } from './stub-github.ts';

/**
 * Waits until the pull requests from `first` on all have their check, and those with a bet their forecast, or until the
 * patience ends. Resolves to how many have all they should. Throws when something was asked for that the stub does not have.
 */
export async function untilWorked(
  { checks, comments, refuseUnknown }: StubGitHub,
  { first, count, patienceMs }: { first: number; count: number; patienceMs: number },
): Promise<number> {
  const isOpen = (number: number) => !checks.has(headOf(number)) || (hasBet(number) && !comments.has(String(number)));
  const until = performance.now() + patienceMs;
  let open = Array.from({ length: count }, (_, index) => first + index).filter(isOpen);
  while (open.length > 0 && performance.now() < until) {
    await pause(20);
    open = open.filter(isOpen);
  }
  refuseUnknown();
  return count - open.length;
}
