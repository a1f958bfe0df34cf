import { type Env, readEnv } from '../../env.ts';
import { whyUnreadable } from './why-unreadable.ts';

/**
 * Does a command's work where a server could start. Missing variables and failures are reported under the command's
 * name.
 * @returns the exit status
 */
export async function withEnv(command: string, work: (env: Env) => Promise<number>): Promise<number> {
  const reading = readEnv();
  if (reading.kind !== 'complete') {
    const problems =
      reading.kind === 'incomplete' ? reading.problems : ['APP_ID, PRIVATE_KEY and WEBHOOK_SECRET are missing'];
    console.error([`soundings ${command} cannot start:`, ...problems.map((problem) => `- ${problem}`)].join('\n'));
    return 1;
  }
  try {
    return await work(reading.env);
  } catch (error) {
    console.error(`soundings ${command}: ${whyUnreadable(error)}`);
    return 1;
  }
}
