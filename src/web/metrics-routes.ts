import { Hono } from 'hono';
import type { Routes } from './server.ts';

/** What a Prometheus asks for. It is served on a port of its own, which must not be open to those who send webhooks. */
export function metricsRoutes(contentType: string, text: () => Promise<string>): Routes {
  const routes: Routes = new Hono();
  routes.get('/metrics', async (call) => call.body(await text(), 200, { 'content-type': contentType }));
  return routes;
}
