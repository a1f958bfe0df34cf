import { inTime } from '../../deadlines/in-time.ts';
import type { Area, Finding } from './finding.ts';
import { reasonOf } from './reason-of.ts';

/** Longer than all that is bounded in a look: what hangs all the same keeps nobody waiting for ever. */
const ordinarilyMs = 70_000;

/** What was found, or that it could not be: one part never keeps the others from being looked at. */
export async function look(
  area: Area,
  at: () => Promise<Finding[]>,
  withinMs: number = ordinarilyMs,
): Promise<Finding[]> {
  try {
    return await inTime(withinMs, new Error(`not done within ${withinMs / 1_000} s`), at);
  } catch (error) {
    const todo = 'Run this again; if it stays so, please report it.';
    return [{ area, state: 'unknown', seen: `could not be looked at: ${reasonOf(error)}`, todo }];
  }
}
