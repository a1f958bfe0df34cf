import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { openApi } from '../../src/web/openapi/openapi.ts';
import { addOwnerRoutes } from '../../src/web/pages/owner-routes.ts';

test('every address of an owner that answers with JSON is described, and no other', () => {
  const routes = new Hono();
  const page = () => async () => new Response();
  addOwnerRoutes(routes as never, { ofOwner: page, metrics: {}, analyst: {}, now: () => new Date(0) } as never);
  const served = routes.routes
    .filter(({ method, path }) => method === 'GET' && path.startsWith('/api/'))
    .map(({ path }) => path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}'));
  const described = Object.entries(openApi.paths).flatMap(([path, methods]) => ('get' in methods ? [path] : []));
  expect(described.sort()).toEqual(served.sort());
});
