import { describeError } from '../flows/describe-error.ts';
import type { Log } from '../flows/ports.ts';
import type { Route } from './server.ts';

/** Each throws when what it looks at is not there. */
export interface Probes {
  database(): Promise<void>;
  queue(): Promise<void>;
  github(): Promise<void>;
}

type State = 'ok' | 'unreachable';

const patienceMs = 5_000;
/** GitHub is not asked at every probe of every replica. */
const githubKeptMs = 60_000;

/** `/ping` and `/healthz` say that the process answers; `/readyz` says what of the things that it needs is reachable. */
export function healthRoutes(probes: Probes, log: Log): Route[] {
  const github = remembered(probes.github, githubKeptMs);
  return [
    { method: 'GET', path: '/ping', answer: () => ({ status: 200, body: 'PONG' }) },
    { method: 'GET', path: '/healthz', answer: () => ({ status: 200, body: { process: 'ok' } }) },
    {
      method: 'GET',
      path: '/readyz',
      async answer() {
        const asked = Object.entries({ database: probes.database, queue: probes.queue, github });
        const states = await Promise.all(
          asked.map(async ([name, probe]) => [name, await stateOf(name, probe, log)] as const),
        );
        const ready = states.every(([, state]) => state === 'ok');
        return { status: ready ? 200 : 503, body: Object.fromEntries(states) };
      },
    },
  ];
}

async function stateOf(name: string, probe: () => Promise<void>, log: Log): Promise<State> {
  let timer: NodeJS.Timeout | undefined;
  const impatience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs / 1000} s`)), patienceMs);
  });
  try {
    await Promise.race([probe(), impatience]);
    return 'ok';
  } catch (cause) {
    // The page is open to anybody: why it is not reachable stays in the log.
    log.warn({ probe: name, error: describeError(cause) }, 'Not ready');
    return 'unreachable';
  } finally {
    clearTimeout(timer);
  }
}

/** Success is remembered, failure is looked at again. */
function remembered(probe: () => Promise<void>, ms: number): () => Promise<void> {
  let goodUntil = 0;
  return async () => {
    if (performance.now() < goodUntil) return;
    await probe();
    goodUntil = performance.now() + ms;
  };
}
