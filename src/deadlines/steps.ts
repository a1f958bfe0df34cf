/**
 * What this process has begun outside of its own thread (a query, a request, an analysis) and waits for. Each step has
 * a limit at which it is given up. A step that is here for longer has lost its limit, and its callers would wait for
 * ever.
 */
const underWay = new Set<Step>();

interface Step {
  /** For the operator, and for everybody who may call /healthz: a kind, without addresses or people's text. */
  what: string;
  beganAt: number;
  limitMs: number;
}

const shortestLimitMs = 60_000;
/** For a caller with a longer limit of its own: to be given up after that. */
const graceMs = 15_000;

/** Does the work as a step. `limitMs`: the time after which the work gives itself up. */
export async function step<T>(what: string, limitMs: number, work: () => PromiseLike<T>): Promise<T> {
  const one = { what, beganAt: performance.now(), limitMs };
  underWay.add(one);
  try {
    return await work();
  } finally {
    underWay.delete(one);
  }
}

/** Steps that should long since have ended or been given up, oldest first. */
export function overdueSteps(): { what: string; seconds: number }[] {
  const now = performance.now();
  return [...underWay]
    .filter(({ beganAt, limitMs }) => now - beganAt >= Math.max(shortestLimitMs, limitMs + graceMs))
    .map(({ what, beganAt }) => ({ what, seconds: Math.floor((now - beganAt) / 1000) }));
}

/** What a process that does not end may be waiting for. */
export const stepsUnderWay = (): string[] => [...new Set([...underWay].map(({ what }) => what))];
