import { connect } from '../../src/db/connect.ts';
import { ownerCalled } from '../../src/db/map-homes.ts';
import { createStore } from '../../src/db/stores/store.ts';
import type { FakeGitHub } from '../../test/stage/github/fake-github.ts';
import { saveYearOfBets } from '../../test/stage/pages/year-of-bets.ts';
import { AppProcess } from '../../test/stage/process/app-process.ts';
import { freePort } from '../../test/stage/process/free-port.ts';

interface Ended {
  github: FakeGitHub;
  /** Of the server that has stopped. */
  environment: Record<string, string>;
  folder: string;
}

/** Starts the server again with its pages on, and a year of bets beside that of the story. Who opens the address is signed in as ann. */
export async function endOnPages({ github, environment, folder }: Ended): Promise<{ app: AppProcess; url: string }> {
  await addYear(environment.DATA_DIR ?? '', new Date());
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

async function addYear(dataDir: string, asOf: Date): Promise<void> {
  const connection = await connect({ dataDir });
  try {
    const store = createStore(connection.database, async () => {});
    const owner = await ownerCalled(connection.database, 'acme');
    const shop = owner === undefined ? undefined : await store.repositoryNamed(owner, 'shop');
    const map = shop && (await store.mapFiles(shop.id)).lastGood?.map;
    if (!map) throw new Error('The shop has no outcome map on record');
    await saveYearOfBets(store, [shop], map, asOf);
  } finally {
    await connection.close();
  }
}
