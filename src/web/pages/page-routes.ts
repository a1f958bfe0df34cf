import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { csrf } from 'hono/csrf';
import type { Operations, SourceNow } from '../../domain/portfolio/now-page.ts';
import type { Analyst } from '../../flows/ports/analyst.ts';
import type { Log } from '../../flows/ports/log.ts';
import type { MetricReader } from '../../flows/ports/metric-reader.ts';
import type { PageRecord } from '../../flows/ports/page-record.ts';
import type { PushTokens } from '../../flows/ports/pushed.ts';
import type { Sessions } from '../../flows/ports/sessions.ts';
import { icon, iconPath } from '../../render/pages/layout.ts';
import { nowPage } from '../../render/pages/now-page.ts';
import { ownersPage } from '../../render/pages/portfolio-page.ts';
import { style, stylePath } from '../../render/pages/style.ts';
import { openApi } from '../openapi/openapi.ts';
import type { Routes } from '../server.ts';
import { browserSessions } from '../sign-in/browser-sessions.ts';
import type { GitHubPeople } from '../sign-in/github-people.ts';
import { readableBy } from '../sign-in/readable.ts';
import { sealer } from '../sign-in/seal.ts';
import { signInRoutes } from '../sign-in/sign-in-routes.ts';
import { forViewers } from './for-viewers.ts';
import { guestsOf } from './guests.ts';
import { inTurns } from './in-turns.ts';
import { noAnswer } from './no-answer.ts';
import { addOwnerRoutes } from './owner-routes.ts';
import { pageHeaders } from './page-headers.ts';

export interface Pages {
  settings: { publicUrl: string; sessionSecret: string; githubUrl: string };
  people: GitHubPeople;
  sessions: Sessions;
  tokens: PushTokens;
  /** The client of an installation. */
  tokenOf(installationId: number): Promise<string>;
  record: PageRecord;
  metrics: MetricReader;
  analyst: Pick<Analyst, 'chances'>;
  /** For operators: their GitHub numbers, and what they see. */
  operations: { ids: number[]; sources(): Promise<SourceNow[]>; read(now: Date): Promise<Operations> };
  log: Log;
  now(): Date;
}

/** All routes for browsers. They come after those for GitHub and orchestrators, which they do not affect. */
export function pageRoutes({
  settings,
  people,
  tokens,
  tokenOf,
  metrics,
  analyst,
  operations,
  log,
  now,
  ...ports
}: Pages): Routes {
  const inTurn = inTurns();
  const [sessions, record] = [inTurn(ports.sessions), inTurn(ports.record)];
  const { publicUrl, sessionSecret, githubUrl: github } = settings;
  const browsers = browserSessions({ sessions, sealer: sealer(sessionSecret), publicUrl, now });
  const readable = readableBy(people, now);
  const guests = guestsOf({ record, tokens, readable, tokenOf, now });
  const { page, ofOwner } = forViewers({ browsers, readable, guests, record, github, log });

  const routes: Routes = new Hono();
  routes.use(...pageHeaders(publicUrl), compress(), csrf({ origin: publicUrl }));
  // Of no other method is a body read, and for OPTIONS this would throw.
  routes.post('*', bodyLimit({ maxSize: 16 * 1024 }));
  routes.route('/', signInRoutes({ browsers, people, publicUrl, log }));
  routes.get(stylePath, (call) =>
    call.body(style, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    }),
  );
  routes.get(iconPath, (call) =>
    call.body(String(icon), 200, { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' }),
  );
  routes.get(
    '/',
    page(async ({ viewer, around }) => {
      const ids = await people.owners(viewer.token).catch(noAnswer);
      const owners = await record.owners(ids);
      return { html: ownersPage(owners.map(({ owner }) => owner).sort(), around) };
    }),
  );
  routes.get(
    '/now',
    page(async ({ viewer, around }) => {
      if (!operations.ids.includes(viewer.userId)) return undefined;
      const asOf = now();
      const [state, sources] = [await operations.read(asOf), await operations.sources()];
      return { html: nowPage({ ...state, sources, asOf }, around) };
    }),
  );
  addOwnerRoutes(routes, { ofOwner, guests, record, metrics, analyst, now });
  routes.get('/api/v1/openapi.json', (call) => call.json(openApi));
  // Signed in or not, an unknown address looks like one that is not for this reader.
  routes.get(
    '/o/*',
    page(async () => undefined),
  );
  return routes;
}
