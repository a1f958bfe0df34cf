import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** One answer a line for each line, in order, as they come. Empty lines are passed over. Returns how many could not be answered. */
export async function answerLines(
  input: Readable,
  output: Writable,
  answer: (line: string) => object,
): Promise<number> {
  let faults = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const result = answer(line);
    if ('error' in result) faults++;
    if (!output.write(`${JSON.stringify(result)}\n`)) await once(output, 'drain');
  }
  return faults;
}
