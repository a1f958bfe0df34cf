/**
 * What this process has begun with something outside of its own thread (a query, a request, an analysis) and waits for. Each has a limit of its own at
 * which it is given up; one that is here for longer has lost its limit, and anyone who waits for it would wait for ever.
 */
const underWay = new Set<Step>();

interface Step {
  /** For the operator, and for everybody who may ask for /healthz: a kind, free of addresses and of people's text. */
  what: string;
  beganAt: number;
  limitMs: number;
}

const shortestLimitMs = 60_000;
/** For one whose own limit is longer: to be given up after it. */
const graceMs = 15_000;

/** Does the work as a step. `limitMs`: after so long the work gives itself up. */
export async function step<T>(what: string, limitMs: number, work: () => PromiseLike<T>): Promise<T> {
  const one = { what, beganAt: performance.now(), limitMs };
  underWay.add(one);
  try {
    return await work();
  } finally {
    underWay.delete(one);
  }
}

/** Steps that have neither ended nor been given up when they should have long since, the oldest first. */
export function overdueSteps(): { what: string; seconds: number }[] {
  const now = performance.now();
  return [...underWay]
    .filter(({ beganAt, limitMs }) => now - beganAt >= Math.max(shortestLimitMs, limitMs + graceMs))
    .map(({ what, beganAt }) => ({ what, seconds: Math.floor((now - beganAt) / 1000) }));
}

/** For anyone who wants to know what a process that does not end may hang on. */
export const stepsUnderWay = (): string[] => [...new Set([...underWay].map(({ what }) => what))];
