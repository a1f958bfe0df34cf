import { spawn } from 'node:child_process';
import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Row } from '../source.ts';
import { SourceFailure } from '../source-failure.ts';
import { explainRefusal } from './explain-refusal.ts';
import type { Line, Task } from './task.ts';

// In the package both are JavaScript.
const program = fileURLToPath(new URL(`./query-process${extname(import.meta.url)}`, import.meta.url));

/** The rows of a query, asked of a process of its own, which ends with it or with the signal. Throws a SourceFailure. */
export async function askProcess(task: Task, signal: AbortSignal): Promise<Row[]> {
  // Its environment is empty: no query can read a secret there, and no option of ours is its own.
  const child = spawn(process.execPath, [program], {
    ...{ cwd: task.folder, env: {}, signal, killSignal: 'SIGKILL' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const { promise: broken, reject } = Promise.withResolvers<never>();
  child.on('error', (error) => reject(signal.aborted ? signal.reason : error));
  // It may be gone before it has read its task; its end tells more.
  child.stdin.on('error', () => {});
  child.stdin.write(`${JSON.stringify(task)}\n`);
  try {
    return await Promise.race([rowsFrom(createInterface(child.stdout), task), broken]);
  } finally {
    child.kill('SIGKILL');
  }
}

async function rowsFrom(lines: AsyncIterable<string>, { memory }: Task): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const text of lines) {
    const line = JSON.parse(text) as Line;
    if ('done' in line) return rows;
    if ('tooLong' in line)
      throw new SourceFailure('too-many-rows', `the source answered with more than ${line.tooLong / 1_000_000} MB`);
    if ('refused' in line) throw explainRefusal(line.refused);
    rows.push(...line.rows);
  }
  throw new SourceFailure(
    'query-failed',
    `the query of the source needs more memory than ${memory} MB, or its process was ended`,
  );
}
