import { overdueSteps } from '../flows/steps.ts';
import type { Readiness } from './probes.ts';
import type { Route } from './server.ts';

/**
 * `/ping`: the process answers. `/healthz`: it hangs on nothing, or 503 and what on; asks nobody, so that what is down elsewhere is no reason to restart
 * this one. `/readyz`: what it needs is reachable.
 */
export function healthRoutes(readiness: () => Promise<Readiness>): Route[] {
  return [
    { method: 'GET', path: '/ping', answer: () => ({ status: 200, body: 'PONG' }) },
    {
      method: 'GET',
      path: '/healthz',
      answer: () => {
        const hangsOn = overdueSteps();
        return hangsOn.length === 0
          ? { status: 200, body: { process: 'ok' } }
          : { status: 503, body: { process: 'hangs', on: hangsOn } };
      },
    },
    {
      method: 'GET',
      path: '/readyz',
      async answer() {
        const { ready, states } = await readiness();
        return { status: ready ? 200 : 503, body: states };
      },
    },
  ];
}
