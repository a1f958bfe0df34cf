import { Hono } from 'hono';
import { overdueSteps } from '../deadlines/steps.ts';
import type { Readiness } from './probes.ts';
import type { Routes } from './server.ts';

/**
 * `/ping`: the process answers. `/healthz`: no step hangs, or 503 with the step; it asks nobody, so an outage elsewhere
 * does not restart this process. `/readyz`: everything it needs is reachable. That a source
 * fails stands there too, by no name and without making it unready: readouts wait for it, and people read why on their forecasts.
 */
export function healthRoutes(readiness: () => Promise<Readiness>, sourceFails: () => boolean = () => false): Routes {
  const routes: Routes = new Hono();
  routes.get('/ping', (call) => call.text('PONG'));
  routes.get('/healthz', (call) => {
    const on = overdueSteps();
    return on.length === 0 ? call.json({ process: 'ok' }) : call.json({ process: 'hangs', on }, 503);
  });
  routes.get('/readyz', async (call) => {
    const { ready, states } = await readiness();
    return call.json({ ...states, ...(sourceFails() && { sources: 'failing' }) }, ready ? 200 : 503);
  });
  return routes;
}
