import { type Env, readEnv } from './env.ts';
import { runProcess } from './run-process.ts';
import { serveSetUpPage } from './web/set-up-page.ts';
import { openSources } from './wiring/open-sources.ts';
import { pagesOf } from './wiring/pages.ts';
import { wire } from './wiring/serve.ts';
import { workOf } from './wiring/work.ts';
import { openWorlds } from './wiring/worlds.ts';

/** Serves, or shows the set-up page, or says what the environment lacks. */
export async function start(): Promise<void> {
  const reading = readEnv();
  switch (reading.kind) {
    case 'complete':
      await runProcess(() => serve(reading.env));
      break;
    case 'set-up':
      await runProcess(() => serveSetUpPage(reading.setUp));
      break;
    case 'incomplete':
      console.error(['Soundings cannot start:', ...reading.problems.map((problem) => `- ${problem}`)].join('\n'));
      process.exitCode = 1;
  }
}

async function serve(env: Env) {
  const sources = await openSources(env);
  return wire(env, (parts) => {
    const worlds = openWorlds(parts, env, sources);
    return { work: workOf(worlds, parts, env.appId), ...pagesOf(env, parts, worlds, sources) };
  });
}
