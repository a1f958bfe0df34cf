import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** The longest line that is kept. A million values, the most that a case may hold, take a fifth of it. */
const longestLine = 100_000_000;

/**
 * One answer for each line, in order, as the lines arrive. Empty lines are skipped. Returns how many could not be
 * answered.
 */
export async function answerLines(
  input: Readable,
  output: Writable,
  answer: (line: string) => object,
): Promise<number> {
  let problems = 0;
  for await (const line of linesOf(input)) {
    const text = line?.trim(); // A byte order mark and the carriage returns of Windows go with it.
    if (text === '') continue;
    const result = text === undefined ? { error: tooLong } : answer(text);
    if ('error' in result) problems++;
    if (!output.write(`${JSON.stringify(result)}\n`)) await once(output, 'drain');
  }
  return problems;
}

const tooLong = 'too long: a line of at most 100 million letters is expected';

/**
 * The text between line feeds; undefined for a line that is too long. Not node:readline: it also ends a line at U+2028,
 * which JSON may contain, and keeps lines of any length.
 */
async function* linesOf(input: Readable): AsyncGenerator<string | undefined> {
  input.setEncoding('utf8');
  let parts: string[] = [];
  let length = 0;
  const line = () => (length > longestLine ? undefined : parts.join(''));
  for await (const chunk of input as AsyncIterable<string>) {
    const [first = '', ...rest] = chunk.split('\n');
    for (const [i, text] of [first, ...rest].entries()) {
      if (i > 0) {
        yield line();
        parts = [];
        length = 0;
      }
      length += text.length;
      if (length > longestLine) parts = [];
      else parts.push(text);
    }
  }
  if (length > 0) yield line();
}
