import type { OutcomeMap } from '../outcome-map/outcome-map.ts';
import { readableLines } from '../text/readable-lines.ts';
import { namesOf } from './names.ts';
import type { Objection } from './objection.ts';

const mostLines = 1000;
const mostNamed = 3;
const id = /(?<![\p{L}\p{N}_/#.-])[\p{L}\d][\p{L}\d._-]{0,38}[\p{L}\d](?![\p{L}\p{N}_/-])/gu;

/** Key results that a description without a bet names where no key says what they are: `Serves: KR1`, `This is for KR1`. */
export function namedInProse(body: string, map: OutcomeMap): Objection[] {
  const ids = new Map(namesOf(map).keyResults.map(({ keyResult }) => [keyResult.id.toLowerCase(), keyResult.id]));
  const found = new Map<string, string>();
  for (const { text } of readableLines(body).slice(0, mostLines))
    for (const [written] of text.slice(0, 500).matchAll(id)) {
      const named = /\d/.test(written) ? ids.get(written.toLowerCase()) : undefined;
      if (named && !found.has(named) && found.size < mostNamed) found.set(named, text);
    }
  return [...found].map(([named, line]) => ({
    subject: line,
    what: `${named} stands here without a key that says what it is`,
    expected: `\`Key result: ${named}\``,
    suggestions: [],
  }));
}
