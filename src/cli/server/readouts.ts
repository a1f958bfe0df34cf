import { createInterface } from 'node:readline/promises';
import { type Command, InvalidArgumentError } from 'commander';
import type { CheckpointRecord } from '../../domain/bet/bet-record.ts';
import type { BetAddress } from '../../flows/ports/job.ts';
import type { ReadoutOutcome } from '../../flows/readout/readout-outcome.ts';
import type { JobResult } from '../../jobs/await-results.ts';
import { openSources } from '../../wiring/open-sources.ts';
import { openParts, type Parts } from '../../wiring/parts.ts';
import { handlersOf, workOf } from '../../wiring/work.ts';
import { openWorlds } from '../../wiring/worlds.ts';
import { withEnv } from './with-env.ts';

export function addReadouts(program: Command): void {
  program
    .command('readouts')
    .description(
      'do everything due by an instant, then exit: status 0 when all of it is done, 1 when something could not be',
    )
    .requiredOption('--now <instant>', 'the instant, as 2026-12-01 or 2026-12-01T09:00:00Z', parseInstant)
    .option('--ahead', 'the instant is later than the clock on purpose: what is written then stays written')
    .option('--dry-run', 'say what is due, and write nothing')
    .action(async ({ now, ahead, dryRun }: { now: Date; ahead?: true; dryRun?: true }) => {
      if (dryRun) process.exitCode = await tellDue(now);
      else process.exitCode = ahead || (await isMeant(now, new Date())) ? await runReadouts(now) : 1;
      // Pools and timers of the queue would keep the process alive for a while.
      process.exit();
    });
}

function parseInstant(text: string): Date {
  const instant = /^\d{4}-\d{2}-\d{2}(T.+)?$/.test(text) ? new Date(text) : new Date(Number.NaN);
  if (Number.isNaN(instant.getTime()))
    throw new InvalidArgumentError(`"${text}" is not an instant: write 2026-12-01 or 2026-12-01T09:00:00Z.`);
  return instant;
}

/** Future days have no data, and a last readout would say so for good. */
async function isMeant(now: Date, clock: Date): Promise<boolean> {
  const minutes = (now.getTime() - clock.getTime()) / 60_000;
  if (minutes < 1) return true;
  const what = `${now.toISOString()} is later than the clock, which says ${clock.toISOString()}: bets would conclude before their windows end, for good.`;
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    console.error(`${what} Nothing was done. Pass --ahead to do it anyway, or --dry-run to list what is due.`);
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${what}\nGo on? [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

const tellDue = (now: Date): Promise<number> =>
  withEnv('readouts', async (env) => {
    const parts = await openParts({ ...env, logLevel: env.logLevel === 'info' ? 'error' : env.logLevel });
    try {
      return await sayWhatIsDue(parts, now);
    } finally {
      await parts.close();
    }
  });

/** What the checkpoints of each bet would write, apart from what the queue holds. */
async function sayWhatIsDue({ store }: Parts, now: Date): Promise<number> {
  const due = new Map((await store.betsDue(now)).map((bet) => [bet.betId, bet]));
  for (const [betId, bet] of due) {
    const pending = (await store.checkpoints(betId)).filter(
      ({ status, dueAt }) => status === 'pending' && dueAt <= now,
    );
    console.log(`${await nameOf(store, bet)}: ${dueInWords(pending)}`);
  }
  console.log(`${due.size} due by ${now.toISOString()}; nothing was written`);
  return 0;
}

const runReadouts = (now: Date): Promise<number> =>
  withEnv('readouts', async (env) => {
    const sources = await openSources(env);
    const parts = await openParts({ ...env, logLevel: env.logLevel === 'info' ? 'error' : env.logLevel });
    try {
      await parts.queue.work(handlersOf(parts, workOf(openWorlds(parts, env, sources, true), parts, env.appId)));
      return await workOffDue(parts, now);
    } finally {
      await parts.close();
    }
  });

/**
 * A temporary replica. It first works off the queue (a release not yet heard of has readouts too), then what is due,
 * each bet once, until nothing new falls due. Jobs that follow (forecasts that say what has concluded, alarms) belong
 * to it.
 */
async function workOffDue({ store, queue }: Parts, now: Date): Promise<number> {
  const tried = new Set<string>();
  const settled: (BetAddress & { betId: string })[] = [];
  const failed = new Set<string>();
  await queue.untilIdle();
  for (;;) {
    const due = (await store.betsDue(now)).filter(({ betId }) => !tried.has(betId));
    if (due.length === 0) break;
    for (const { betId } of due) tried.add(betId);
    const outcomes = await queue.enqueueAndWait(
      due.map(({ repositoryId, number }) => ({ kind: 'readout', repositoryId, number, now: now.toISOString() })),
      (count) => due.length > 20 && count % 10 === 0 && console.log(`${count} of ${due.length} done`),
    );
    for (const [index, outcome] of outcomes.entries()) {
      const bet = due[index] as (typeof due)[number];
      if (outcome.kind === 'done') settled.push(bet);
      const done = outcome.kind === 'done' ? (outcome.value as ReadoutOutcome | undefined) : undefined;
      if (outcome.kind === 'done' && done?.status !== 'delayed' && done?.status !== 'refused')
        console.log(`${await nameOf(store, bet)}: ${inWords(done)}`);
      else {
        failed.add(bet.betId);
        console.error(`${await nameOf(store, bet)}: ${outcome.kind === 'done' ? inWords(done) : whyNot(outcome)}`);
      }
    }
  }
  for (const [kind, what] of whatFollows) {
    const outcomes = await queue.enqueueAndWait(
      settled.map(({ repositoryId, number }) => ({ kind, repositoryId, number })),
    );
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.kind === 'done') continue;
      const bet = settled[index] as (typeof settled)[number];
      failed.add(bet.betId);
      console.error(`${await nameOf(store, bet)}: ${what}: ${whyNot(outcome)}`);
    }
  }
  console.log(`${tried.size - failed.size} of ${tried.size} due by ${now.toISOString()} done`);
  return failed.size > 0 ? 1 : 0;
}

/** Of several readouts only the latest is posted. */
function dueInWords(pending: CheckpointRecord[]): string {
  const readouts = pending.filter(({ kind }) => kind === 'readout');
  const readout =
    readouts.length === 0 ? [] : [readouts.some(({ final }) => final) ? 'a last readout' : 'an interim readout'];
  const others = pending.flatMap(({ kind }) => (kind === 'readout' ? [] : [whatOf[kind]]));
  return [...new Set([...readout, ...others])].join(', ');
}

const whatOf: Record<Exclude<CheckpointRecord['kind'], 'readout'>, string> = {
  guard: 'a look at its guardrails',
  upstream: 'a look at the metrics above',
  decision: 'the question what becomes of it',
  learning: 'the question what was learned',
  release: 'a line that it is in no release, if it is in none',
};

const whatFollows = [
  ['forecast', 'its forecast does not say so yet'],
  ['tiny-box', 'whether the metric above followed is not said yet'],
] as const;

async function nameOf(store: Parts['store'], { repositoryId, number }: BetAddress): Promise<string> {
  const repository = await store.repository(repositoryId);
  return `${repository ? `${repository.owner}/${repository.name}` : repositoryId}#${number}`;
}

const whyNot = (outcome: Exclude<JobResult, { kind: 'done' }>) => (outcome.kind === 'failed' ? outcome.error : waiting);

const waiting = 'an earlier event of this pull request is not worked off yet; run this again later';

function inWords(outcome: ReadoutOutcome | undefined): string {
  switch (outcome?.status) {
    case 'posted':
      return `${outcome.interim ? 'interim readout' : 'final readout'}: ${outcome.verdict}`;
    case 'watching':
      return `looked at: ${outcome.what}`;
    case 'asked':
      return outcome.what === 'decision' ? 'asked what becomes of it' : 'asked what was learned';
    case 'delayed':
      return `delayed: ${outcome.metric} could not be read: ${outcome.cause}`;
    case 'refused':
      return 'measured, but GitHub did not let it be posted: is the conversation locked?';
    default:
      return 'nothing due any more';
  }
}
