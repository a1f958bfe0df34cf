import { inTime } from '../deadlines/in-time.ts';
import { describeError } from '../errors/describe-error.ts';
import type { Log } from '../flows/ports/log.ts';

/** Each throws when what it looks at is not there. */
export interface Probes {
  /** Writes, as taking a delivery in does: a database that can only be read is no use. */
  database(): Promise<void>;
  queue(): Promise<void>;
  github(): Promise<void>;
}

export interface Readiness {
  /** Deliveries can be taken in and worked. GitHub has no say in it: without it they wait in the queue, and are lost if they are not taken in. */
  ready: boolean;
  states: Record<keyof Probes, State>;
}

type State = 'ok' | 'unreachable';

const deadlineMs = 5_000;
/** How long an answer is remembered: the page is open to anybody, and none of its readers is to cause more than these. */
const okForMs = { database: 2_000, queue: 2_000, github: 60_000 };
const unreachableForMs = 10_000;

/** What of the things that this process needs is there. Why something is not stays in the log, which has a line when that changes. */
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

/** Anyone who asks while a probe is under way shares it. */
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
