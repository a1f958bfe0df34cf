/** The first line of a comment that says something: its headline, without Markdown. */
export function headline(body: string): string {
  const line = body.split('\n').find((one) => /\S/.test(one) && !one.startsWith('<!--')) ?? '';
  return plain(line);
}

/** Lines of a comment that hold one of these words, without Markdown. */
export function linesWith(body: string, ...words: string[]): string[] {
  return body
    .split('\n')
    .filter((line) => !line.startsWith('<!--') && words.some((word) => line.includes(word)))
    .map(plain);
}

/** The beginning of a check's summary, up to the end of the block to copy, without fences. */
export function opening(summary: string): string[] {
  const lines = summary.split('\n').filter((line) => /\S/.test(line));
  const fences = lines.flatMap((line, index) => (line.startsWith('```') ? index : []));
  return lines.slice(0, fences[1] ?? 1).flatMap((line) => (line.startsWith('```') ? [] : plain(line)));
}

const plain = (line: string) =>
  line
    .replace(/^#+ |^> |^- /, '')
    .replace(/\*\*|__|`|<\/?[a-z]+>/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim();
