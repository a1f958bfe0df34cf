import { FolderInUse } from './db/data-folder-lock.ts';
import { stepsUnderWay } from './deadlines/steps.ts';
import { describeError } from './errors/describe-error.ts';
import { OperatorMistakes } from './errors/operator-mistakes.ts';

/** Something that was started and can be ended in good order. */
export interface Running {
  close(): Promise<void>;
}

/** Orchestrators commonly wait for 30 s before they kill. Every part has less; this is for what has been forgotten. */
const endWithinMs = 27_000;

/**
 * Runs until SIGTERM or SIGINT, then ends in good order with exit status 0; with 1 where something hung, which is named. A second signal ends it at
 * once. What cannot start says why, in one line, with exit status 1.
 */
export async function runProcess(start: () => Promise<Running>): Promise<void> {
  let running: Running | undefined;
  let ending = false;
  const end = async () => {
    if (ending) process.exit(1);
    ending = true;
    setTimeout(() => {
      const hangsOn = stepsUnderWay().join(', ') || 'nothing that is known';
      fail(`Soundings did not end within ${endWithinMs / 1000} s`, new Error(`it hangs on ${hangsOn}`));
    }, endWithinMs);
    // During the start there is nothing to finish yet: whatever was begun survives a sudden end.
    await running?.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      end().catch((error) => fail('Soundings did not end in good order', error));
    });
  }
  try {
    running = await start();
  } catch (error) {
    fail('Soundings cannot start', error);
  }
}

function fail(what: string, error: unknown): never {
  if (error instanceof OperatorMistakes || error instanceof FolderInUse) {
    console.error(`${what}: ${error.message}`);
    process.exit(1);
  }
  const because = error instanceof Error && error.cause ? ` (${describeError(error.cause)})` : '';
  console.error(`${what}: ${error instanceof Error ? describeError(error).replace(/^Error: /, '') : error}${because}`);
  process.exit(1);
}
