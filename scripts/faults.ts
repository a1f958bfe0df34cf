import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Outcome, play } from '../test/faults/play.ts';
import { startPostgresServer } from '../test/stage/database/postgres-server.ts';
import { bundlePrograms } from '../test/stage/run/bundle-programs.ts';
import { bundleOf, thisRun } from '../test/stage/run/programs.ts';

/*
 * npm run test:faults: a simulated organisation works while GitHub, the network, the database and the servers fail on a seeded
 * schedule; then an auditor that shares no code with the app compares what stands on GitHub with what the events demand.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: process.env.FAULT_SEEDS ?? '1' },
    first: { type: 'string', default: process.env.FAULT_FIRST ?? '1' },
    repositories: { type: 'string', default: '20' },
    'pull-requests': { type: 'string', default: '500' },
    releases: { type: 'string', default: '60' },
    /** A small organisation, for many seeds in little time. */
    small: { type: 'boolean', default: false },
    /** Seeds at a time. */
    together: { type: 'string', default: '1' },
    /** Milliseconds between two deeds in a repository. */
    pace: { type: 'string', default: '150' },
    /** postgres, embedded, or both: every seed is played on each. */
    database: { type: 'string', default: 'both' },
    calm: { type: 'boolean', default: false },
    lost: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
const size = values.small
  ? { repositories: 4, pullRequests: 15, releases: 4 }
  : {
      repositories: Number(values.repositories),
      pullRequests: Number(values['pull-requests']),
      releases: Number(values.releases),
    };
const first = Number(values.first);
const databases = values.database === 'both' ? ['postgres', 'embedded'] : [values.database];
const waiting = Array.from({ length: Number(values.seeds) }, (_, index) => first + index).flatMap((seed) =>
  databases.map((database) => ({ seed, database })),
);
const failed: string[] = [];
const began = Date.now();
const server = values.database === 'embedded' ? undefined : await startPostgresServer();

await bundlePrograms();
process.once('exit', () => rmSync(bundleOf(thisRun), { recursive: true, force: true }));

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

async function worker(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { seed, database } = next;
    const { calm, lost: lostForGood, keep } = values;
    const databaseUrl = database === 'postgres' ? await server?.createDatabase() : undefined;
    try {
      const outcome = await play({
        ...{ seed, size, calm, lostForGood, keep, pace: Number(values.pace) },
        ...(databaseUrl !== undefined && { databaseUrl }),
        progress: (line) => values.verbose && console.error(`seed ${seed}: ${line}`),
      });
      report(outcome);
      if (outcome.violations.length > 0) failed.push(`${seed} (${database})`);
    } catch (error) {
      console.log(
        `seed ${seed} (${database}): the play itself failed: ${error instanceof Error ? error.stack : error}`,
      );
      failed.push(`${seed} (${database})`);
    }
  }
}

function report({
  seed,
  database,
  violations,
  seen,
  deeds,
  tally,
  seconds,
  folder,
  complaints,
  ...counts
}: Outcome): void {
  const { pullRequests, deliveries, requests } = counts;
  const head = `seed ${seed} (${database}): ${violations.length === 0 ? 'right' : `${violations.length} VIOLATIONS`}`;
  console.log(
    `${head}; ${pullRequests} pull requests, ${deliveries} deliveries, ${requests} requests, ${seconds.toFixed(0)} s; ${tally}`,
  );
  for (const { rule, repository, number, expected, found } of violations) {
    console.log(
      `  seed ${seed} ${repository}${number === undefined ? '' : `#${number}`} ${rule}: expected ${expected}; found ${found}`,
    );
    const about = deeds.filter((deed) => deed.repository === repository && (deed.number ?? number) === number);
    for (const { at, number: of, what } of about)
      console.log(`    ${at.toISOString().slice(14, 23)} ${of === undefined ? '' : `#${of} `}${what}`);
    const pull = seen.find(({ fullName }) => fullName === repository)?.pulls.find((one) => one.number === number);
    for (const { author, body } of pull?.comments ?? [])
      console.log(`    on GitHub: ${author}: ${body.split('\n', 3).join(' ').slice(0, 160)}`);
    for (const line of complaints.filter((one) => number !== undefined && one.includes(`#${number}"`)).slice(-20))
      console.log(`    in the log: ${line.slice(0, 400)}`);
  }
  if (violations.length > 0 && values.keep) console.log(`  logs in ${folder}`);
}

try {
  await Promise.all(Array.from({ length: Number(values.together) }, worker));
} finally {
  await server?.stop();
}
console.log(
  `${((Date.now() - began) / 1000).toFixed(0)} s; ${failed.length === 0 ? 'every seed is right' : `wrong: seeds ${failed.join(', ')}`}`,
);
process.exitCode = failed.length > 0 ? 1 : 0;
