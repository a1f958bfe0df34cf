import { inTime } from '../deadlines/in-time.ts';
import { describeError } from '../errors/describe-error.ts';
import type { Log } from '../flows/ports/log.ts';

/** Each throws if what it checks is not there. */
export interface Probes {
  /** Writes, as intake does: a database that can only be read is not enough. */
  database(): Promise<void>;
  queue(): Promise<void>;
  github(): Promise<void>;
}

export interface Readiness {
  /**
   * Deliveries can be accepted and worked. GitHub's state does not count: without GitHub they wait in the queue, and
   * they are lost if they are not accepted.
   */
  ready: boolean;
  states: Record<keyof Probes, State>;
}

type State = 'ok' | 'unreachable';

const deadlineMs = 5_000;
/** How long an answer is cached. The route is open to anybody, and no caller causes more requests than these. */
const okForMs = { database: 2_000, queue: 2_000, github: 60_000 };
const unreachableForMs = 10_000;

/**
 * Which of this process's dependencies are available. The cause of a failure stays in the log, which has a line when
 * the state changes.
 */
export function readiness(probes: Probes, log: Log): () => Promise<Readiness> {
  const [database, queue, github] = (['database', 'queue', 'github'] as const).map((name) =>
    remembering(name, probes[name], log),
  ) as [Asking, Asking, Asking];
  return async () => {
    const states = await Promise.all([database(), queue(), github()]);
    const [ofDatabase, ofQueue, ofGitHub] = states;
    return {
      ready: ofDatabase === 'ok' && ofQueue === 'ok',
      states: { database: ofDatabase, queue: ofQueue, github: ofGitHub },
    };
  };
}

type Asking = () => Promise<State>;

/** Callers share a probe that is under way. */
function remembering(name: keyof Probes, probe: () => Promise<void>, log: Log): Asking {
  let known: State | undefined;
  let until = 0;
  let underWay: Promise<State> | undefined;
  const ask = async (): Promise<State> => {
    const { state, error } = await stateOf(probe);
    if (error !== undefined && known !== state)
      log.warn({ probe: name, error }, 'Readiness probe failed: not reachable');
    if (error === undefined && known === 'unreachable') log.info({ probe: name }, 'Readiness probe recovered');
    known = state;
    until = performance.now() + (state === 'ok' ? okForMs[name] : unreachableForMs);
    underWay = undefined;
    return state;
  };
  return async () => {
    if (known && performance.now() < until) return known;
    underWay ??= ask();
    return underWay;
  };
}

async function stateOf(probe: () => Promise<void>): Promise<{ state: State; error?: string }> {
  try {
    await inTime(deadlineMs, new Error(`no answer within ${deadlineMs / 1000} s`), probe);
    return { state: 'ok' };
  } catch (cause) {
    return { state: 'unreachable', error: describeError(cause) };
  }
}
