import type { DatabaseConnection } from '../../../src/db/connect.ts';
import { pageRecord } from '../../../src/db/pages/page-record.ts';
import type { World } from '../../../src/flows/ports/world.ts';
import { type Pages, pageRoutes } from '../../../src/web/pages/page-routes.ts';
import { sessionOf } from '../../stage/pages/session-of.ts';
import { silent } from '../../stage/world/silent-log.ts';
import type { openWorld } from '../../stage/world/world.ts';

const verdicts = ['moved', 'moved-less', 'flat', 'inconclusive', 'backfired', 'no-data'];
const pages = [
  ...['', '/ledger', '/silent', '/hypotheses', '/teams/finance', '/metrics/revenue', '/metrics/p95_latency'],
  ...['/digests/2026-W49', '/digests/2026-11', '/digests/2026-Q4'],
  ...['/key-results/KR1', ...verdicts.flatMap((verdict) => [`?verdict=${verdict}`, `/ledger?verdict=${verdict}`])],
];
const files = [
  '/ledger.csv',
  ...['/metrics/revenue', '/key-results/KR1'].flatMap((page) => [`${page}.csv`, `${page}.svg`]),
];

/** Everything that pages, and what programs read of them, tell somebody who is signed in and reads what is public. */
export async function pagesOf(
  database: DatabaseConnection,
  { world, shop, store }: Awaited<ReturnType<typeof openWorld>>,
  numbers: number[],
): Promise<string> {
  const state = await world.maps.inForce(shop);
  if (state.kind === 'valid') await store.saveMapState(shop.id, { lastGood: state });
  const { secret, cookie, session } = sessionOf('mallory', '');
  const place = { ownerId: shop.ownerId, owner: shop.owner, installationIds: [] };
  const listed = { id: shop.id, ownerId: shop.ownerId, name: shop.name, private: false };
  const { metrics, analyst }: World = world;
  // When all that is told of these bets is told.
  const now = () => new Date('2027-01-05T10:00:00Z');
  const routes = pageRoutes({
    settings: { publicUrl: 'http://soundings.test', sessionSecret: secret, githubUrl: 'https://github.test' },
    ...{ metrics, analyst, now, log: silent, operations: { ids: [] }, tokens: {}, tokenOf: async () => 't' },
    sessions: { find: async () => session },
    people: { list: async () => ({ repositories: [listed], more: false }) },
    record: {
      ...pageRecord(database.database, { read: (_, work) => work(database.database) }),
      owner: async () => place,
    },
  } as unknown as Pages);
  const bets = numbers.map((number) => `/bets/shop/${number}`);
  const paths = [...[...pages, ...bets].flatMap((page) => [`/o/acme${page}`, `/api/v1/o/acme${page}`])];
  for (const file of [...files, ...bets.map((bet) => `${bet}.csv`)]) paths.push(`/o/acme${file}`);
  const said = [];
  for (const path of paths) {
    const answer = await routes.request(path, { headers: { cookie } });
    said.push(`${path} ${answer.status} ${await answer.text()}`);
  }
  return said.join('\n');
}
