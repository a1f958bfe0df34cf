import { join } from 'node:path';
import { expect, test } from 'vitest';
import { whyLines } from '../../src/cli/why/why-lines.ts';
import { connect } from '../../src/db/connect.ts';
import { knownOf } from '../../src/db/known-of.ts';
import { deliveries } from '../../src/db/schema/deliveries.ts';
import { createStore } from '../../src/db/stores/store.ts';
import { startQueue } from '../../src/jobs/queue.ts';
import { makeDataFolder } from '../stage/database/data-folders.ts';
import { folderOf, runSoundings } from '../stage/process/run-soundings.ts';
import { saveSampleRecord } from '../stage/samples/sample-record.ts';
import { silent } from '../stage/world/silent-log.ts';

/** A server that was stopped in the middle of its work. */
async function left() {
  const cwd = folderOf({ '.env': 'DATA_DIR=here\n' });
  await makeDataFolder(join(cwd, 'here'), 'started');
  const connection = await connect({ dataDir: join(cwd, 'here') });
  const { database } = connection;
  const store = createStore(database, async () => {});
  await saveSampleRecord(store);
  const headSha = 'a'.repeat(40);
  await store.saveOnHead(11, { number: 15, headSha, isOpen: false, fromFork: false, conclusion: 'success' });
  await store.saveRun(11, 15, { headSha, checkRunId: 7001, digest: 'd' });
  await store.saveComment(11, 15, { kind: 'forecast', key: '', commentId: 8001, digest: 'd' });
  await store.saveComment(11, 15, { kind: 'interim', key: '2026-11-01', digest: 'd' });
  const about = { subject: 'repo:11#15', repositoryId: 11, event: 'pull_request' };
  await database.insert(deliveries).values([
    { ...about, id: 'd-1', action: 'closed', receivedAt: new Date('2026-11-01T08:00:00Z'), completedAt: new Date() },
    {
      ...{ ...about, id: 'd-2', action: 'edited', receivedAt: new Date('2026-11-02T08:00:00Z') },
      ...{ gaveUpAt: new Date('2026-11-05T08:00:00Z'), error: 'it \u001b[31mthrew' },
    },
  ]);
  const queue = await startQueue(connection, silent);
  const after = new Date('2031-01-01T00:00:00Z');
  await queue.send({ kind: 'forecast', repositoryId: 11, number: 15 }, undefined, undefined, after);
  await queue.close();
  const linesOf = async (number: number) => {
    const known = await knownOf(database, { owner: 'ACME', name: 'shop', number });
    return known ? whyLines(number, known, [], new Date('2026-12-01T00:00:00Z')).join('\n') : '';
  };
  const others = { merged: await linesOf(17), late: await linesOf(13), unknown: await linesOf(404) };
  await connection.close();
  return { cwd, ...others };
}

test('what is known, written, waited for, queued and heard of a pull request', async () => {
  const { cwd, merged, late, unknown } = await left();
  const why = (text: string) => runSoundings(['why', text], { cwd });
  expect(await why('acme/shop#15')).toEqual({
    status: 0,
    stderr: '',
    stdout: `acme/shop#15 "A shorter form": shipped

Bet
  signup_rate
  merged 2026-11-01 00:00 UTC
  shipped 2026-11-01 00:00 UTC

Written there
  check 7001 on aaaaaaa: success (no longer open)
  forecast comment 8001
  interim comment: about to be written

Waits for
  2026-12-11 00:00 UTC: a readout, 40 days after the release

In the queue
  forecast: waits, not before 2031-01-01 00:00 UTC

Heard of it
  2026-11-02 08:00 UTC: pull_request edited, delivery d-2: given up 2026-11-05 08:00 UTC, it [31mthrew
  2026-11-01 08:00 UTC: pull_request closed, delivery d-1: done
`,
  });
  expect(merged).toMatch(/^acme\/shop#17 "A shorter form": merged\n/);
  expect(merged).toContain(
    'Waits for\n  its merge to reach the default branch (`release.on: merge` in the map)\n\nIn the queue\n  nothing: there is no work to do now\n',
  );
  expect(late).toContain('Waits for\n  2026-11-08 00:00 UTC: a readout, 7 days after the release, due\n');
  expect(unknown).toMatch(/^acme\/shop#404: nothing has been heard of it\.\n/);
  expect(await why('acme/none#1')).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^soundings why: nothing has been heard of acme\/none: is the App installed there/),
  });
});

test.each(['acme/shop', '#1'])('%s is no pull request', async (text) => {
  expect(await runSoundings(['why', '--', text])).toMatchObject({
    status: 1,
    stderr: `soundings why: "${text}" is no pull request: write owner/repository#number, such as acme/shop#123\n`,
  });
});
