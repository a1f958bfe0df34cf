import { connect } from '../../src/db/connect.ts';
import { ownerCalled } from '../../src/db/map-homes.ts';
import { createStore } from '../../src/db/stores/store.ts';
import { outcomeMapOf, readOutcomeMap } from '../../src/domain/outcome-map/read-outcome-map.ts';
import type { FakeGitHub } from '../../test/stage/github/fake-github.ts';
import { saveYearOfBets } from '../../test/stage/pages/year-of-bets.ts';
import { AppProcess } from '../../test/stage/process/app-process.ts';
import { freePort } from '../../test/stage/process/free-port.ts';
import { mapOfTheYear } from '../../test/stage/shop/map-of-the-year.ts';
import { days } from './figures-of-the-shop.ts';

interface Ended {
  github: FakeGitHub;
  /** Of the server that has stopped. */
  environment: Record<string, string>;
  folder: string;
}

/** Starts the server again with its pages on, and a year of bets beside that of the story. Who opens the address is signed in as ann. */
export async function endOnPages({ github, environment, folder }: Ended): Promise<{ app: AppProcess; url: string }> {
  await addYear(github, environment.DATA_DIR ?? '', new Date());
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const app = new AppProcess(folder, {
    ...environment,
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    GITHUB_CLIENT_ID: github.clientId,
    GITHUB_CLIENT_SECRET: github.clientSecret,
    SESSION_SECRET: 'of a demo that nobody else can reach',
  });
  github.atKeyboard = 'ann';
  github.deliverTo(await app.start());
  return { app, url: `${publicUrl}/sign-in?to=/o/acme` };
}

/** With a map that has more to say than the one of the story. */
async function addYear(github: FakeGitHub, dataDir: string, asOf: Date): Promise<void> {
  const text = mapOfTheYear(
    new Date(asOf.getTime() + days(60)),
    '{ repository: acme/shop, weekly: "mon 09:00", monthly: "1 09:00", quarterly: "1 09:00" }',
  );
  await github.repository('acme/shop').commitFile('.github/soundings.yml', text);
  const read = readOutcomeMap('soundings.yml', text);
  const made = 'document' in read ? outcomeMapOf(read.document) : read;
  if ('problems' in made) throw new Error(JSON.stringify(made.problems));
  const { map } = made;
  const connection = await connect({ dataDir });
  try {
    const store = createStore(connection.database, async () => {});
    const owner = await ownerCalled(connection.database, 'acme');
    const shop = owner === undefined ? undefined : await store.repositoryNamed(owner, 'shop');
    if (!shop) throw new Error('The shop is not on record');
    await store.saveMapState(shop.id, { lastGood: { map, version: 'of the year' } });
    await saveYearOfBets(store, [shop], map, asOf);
  } finally {
    await connection.close();
  }
}
