import type { ApplicationFunctionOptions, Probot } from 'probot';
import { readEnv } from './env.ts';
import { OperatorMistakes } from './errors/operator-mistakes.ts';
import { runProcess } from './run-process.ts';
import { openSources } from './wiring/open-sources.ts';
import { startWork, type Working } from './wiring/serve.ts';
import { workOf } from './wiring/work.ts';
import { openWorlds } from './wiring/worlds.ts';

/**
 * Soundings as a Probot app, for `probot run ./src/app.ts` and `probot receive -e EVENT -p PAYLOAD ./src/app.ts`: whatever Probot hands it is written
 * down before Probot hears that it is done, and worked off as ever. `npm start` does without Probot's way from a request to here: it costs a quarter of an
 * answer, and Probot's server has no bound to what anybody may send (docs/decisions/0075-intake.md).
 */
export default async function soundings(app: Probot, options: ApplicationFunctionOptions): Promise<void> {
  let working: Working | undefined;
  await runProcess(async () => {
    working = await start();
    return working;
  });
  const { accept, parts, close } = working as Working;
  const serves = hasServer(options);
  app.onAny(async ({ id, name, payload }) => {
    await accept({ id, event: name, text: JSON.stringify(payload), payload: { ...payload } });
    if (serves) return;
    await parts.inbox.settled();
    await parts.queue.untilIdle();
    await close();
    // Pools and timers of the queue would keep the process for a while.
    process.exit();
  });
}

async function start(): Promise<Working> {
  const reading = readEnv();
  if (reading.kind === 'incomplete') throw new OperatorMistakes('the environment is not complete', reading.problems);
  if (reading.kind === 'set-up')
    throw new OperatorMistakes('there is no GitHub App yet', ['`npm start` leads to a page that registers one']);
  // Pages are served by `npm start` alone, and no check leads to what is not there.
  const env = { ...reading.env, pages: { lack: [] } };
  const sources = await openSources(env);
  return startWork(env, (parts) => workOf(openWorlds(parts, env, sources), parts, env.appId));
}

/** `probot receive` has none: it hands over one event, and ends. */
function hasServer({ addHandler }: ApplicationFunctionOptions): boolean {
  try {
    addHandler(() => false);
    return true;
  } catch {
    return false;
  }
}
