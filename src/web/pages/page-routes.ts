import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { csrf } from 'hono/csrf';
import pLimit from 'p-limit';
import { isSameName } from '../../domain/repository.ts';
import { betPageOf } from '../../flows/pages/bet-page.ts';
import { portfolioFilterOf } from '../../flows/pages/portfolio-filter.ts';
import { portfolioPageOf, shownKeyMetrics } from '../../flows/pages/portfolio-page.ts';
import type { Log } from '../../flows/ports/log.ts';
import type { MetricReader } from '../../flows/ports/metric-reader.ts';
import type { OwnerPlace, PageRecord, Reader } from '../../flows/ports/page-record.ts';
import type { Sessions } from '../../flows/ports/sessions.ts';
import { betJson, portfolioJson } from '../../render/pages/as-json.ts';
import { betCsv } from '../../render/pages/bet-csv.ts';
import { betPage } from '../../render/pages/bet-page.ts';
import { icon, iconPath } from '../../render/pages/layout.ts';
import { ownersPage, portfolioPage } from '../../render/pages/portfolio-page.ts';
import { style, stylePath } from '../../render/pages/style.ts';
import type { Routes } from '../server.ts';
import { browserSessions } from '../sign-in/browser-sessions.ts';
import type { GitHubPeople } from '../sign-in/github-people.ts';
import { readableBy } from '../sign-in/readable.ts';
import { sealer } from '../sign-in/seal.ts';
import { signInRoutes } from '../sign-in/sign-in-routes.ts';
import { forViewers, noAnswer } from './for-viewers.ts';
import { levelsNow } from './levels.ts';
import { pageHeaders } from './page-headers.ts';

export interface Pages {
  settings: { publicUrl: string; sessionSecret: string; githubUrl: string };
  people: GitHubPeople;
  sessions: Sessions;
  record: PageRecord;
  metrics: MetricReader;
  log: Log;
  now(): Date;
}

/** Those at work on deliveries need the database, too. */
const readsAtOnce = 4;

/** Everything for people's browsers. They come after what GitHub and orchestrators ask for, which none of it concerns. */
export function pageRoutes({ settings, people, sessions, record, metrics, log, now }: Pages): Routes {
  const { publicUrl, sessionSecret, githubUrl: github } = settings;
  const browsers = browserSessions({ sessions, sealer: sealer(sessionSecret), publicUrl, now });
  const { page, ofOwner } = forViewers({ browsers, readable: readableBy(people, now), record, github, log });
  const inTurn = pLimit(readsAtOnce);
  const levels = levelsNow(metrics, now);

  const bet = async (call: Context, { ownerId }: OwnerPlace, reader: Reader) => {
    const name = call.req.param('repository') ?? '';
    const number = Number.parseInt(call.req.param('number') ?? '', 10);
    const [id] = [...reader].find(([, repository]) => isSameName(repository.name, name)) ?? [];
    if (id === undefined || !(number > 0 && number < 2 ** 31)) return undefined;
    const story = await inTurn(() => record.story(ownerId, id, number, reader));
    return story && betPageOf(story, reader);
  };
  const portfolio = async (call: Context, place: OwnerPlace, reader: Reader) => {
    const asOf = now();
    const filter = portfolioFilterOf((name) => call.req.query(name));
    const found = await inTurn(() => record.portfolio(place.ownerId, reader, filter, asOf));
    return portfolioPageOf(place, found, {
      ...{ reader, filter, asOf },
      levels: await levels(place, shownKeyMetrics(found, reader)),
    });
  };

  const routes: Routes = new Hono();
  routes.use(...pageHeaders(publicUrl), compress(), csrf({ origin: publicUrl }), bodyLimit({ maxSize: 16 * 1024 }));
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
  const ownersPortfolio = '/o/:owner';
  routes.get(
    ownersPortfolio,
    ofOwner(async ({ call, place, reader, around }) => ({
      html: portfolioPage(await portfolio(call, place, reader), around),
    })),
  );
  routes.get(
    `/api/v1${ownersPortfolio}`,
    ofOwner(async ({ call, place, reader }) => ({ json: portfolioJson(await portfolio(call, place, reader)) })),
  );
  const bets = '/o/:owner/bets/:repository';
  routes.get(
    `${bets}/:number{[0-9]+}`,
    ofOwner(async ({ call, place, reader, around }) => {
      const found = await bet(call, place, reader);
      return found && { html: betPage(found, around) };
    }),
  );
  routes.get(
    `${bets}/:number{[0-9]+\\.csv}`,
    ofOwner(async ({ call, place, reader }) => {
      const found = await bet(call, place, reader);
      return found && { csv: betCsv(found) };
    }),
  );
  routes.get(
    `/api/v1${bets}/:number{[0-9]+}`,
    ofOwner(async ({ call, place, reader }) => {
      const found = await bet(call, place, reader);
      return found && { json: betJson(found) };
    }),
  );
  // Signed in or not, whatever is no page looks like one that is not for them.
  routes.get(
    '/o/*',
    page(async () => undefined),
  );
  return routes;
}
