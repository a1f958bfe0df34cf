import { readEnv } from './env.ts';
import { runProcess } from './run-process.ts';
import { serveSetUpPage } from './web/set-up-page.ts';
import { wire } from './wiring.ts';

const nothing = async () => {};
const reading = readEnv();
switch (reading.kind) {
  case 'complete':
    await runProcess(() => wire(reading.env, () => ({ delivery: nothing, job: nothing, tick: nothing })));
    break;
  case 'set-up':
    await runProcess(() => serveSetUpPage(reading));
    break;
  case 'incomplete':
    console.error(['Soundings cannot start:', ...reading.problems.map((problem) => `- ${problem}`)].join('\n'));
    process.exitCode = 1;
}
