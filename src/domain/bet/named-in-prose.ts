import { type LabelledLine, openingOf, splitLabel } from '../declaration/split-label.ts';
import type { OutcomeMap } from '../outcome-map/outcome-map.ts';
import type { ReadableLine } from '../text/readable-line.ts';
import { allLines, readableLines } from '../text/readable-lines.ts';
import { namesOf } from './names.ts';
import type { Objection } from './objection.ts';

const mostLines = 1000;
const mostNamed = 3;
const saysNo = /^(?:no|not|without|nothing|zero)\s.{0,40}$/i;
const id = /(?<![\p{L}\p{N}_/#.-])[\p{L}\d][\p{L}\d._-]{0,38}[\p{L}\d](?![\p{L}\p{N}_/-])/gu;

const linesOf = (body: string) => readableLines(body).slice(0, mostLines);

/** `Outcome: no impact`: meant as none. What else people say of an outcome is their own. */
function saysOutcome(line: ReadableLine): boolean {
  const said = splitLabel(line);
  return said?.key === 'outcome' && said.own && !said.loose && saysNo.test(said.value);
}

/**
 * What a description without a bet says that may be meant for us: key results where no key says what they are (`Serves: KR1`, `This is for KR1`), else
 * an outcome that is none in other words.
 */
export function namedInProse(body: string, map: OutcomeMap): Objection[] {
  const ids = new Map(namesOf(map).keyResults.map(({ keyResult }) => [keyResult.id.toLowerCase(), keyResult.id]));
  const found = new Map<string, string>();
  const unticked = new Set<string>();
  for (const { text, bare } of linesOf(body))
    for (const [written] of text.slice(0, 500).matchAll(id)) {
      const named = /\d/.test(written) ? ids.get(written.toLowerCase()) : undefined;
      if (named && openingOf(bare).box === 'open') unticked.add(text);
      else if (named && !found.has(named) && found.size < mostNamed) found.set(named, text);
    }
  if (found.size === 0 && unticked.size > 0) return [...unticked].slice(0, mostNamed).map(asUnticked);
  if (found.size === 0) {
    const others = linesOf(body).filter(saysOutcome).map(asNone);
    return (others.length > 0 ? others : quotedReferences(body)).slice(0, mostNamed);
  }
  return [...found].map(([named, line]) => ({
    subject: line,
    what: `${named} stands here without a key that says what it is`,
    expected: `\`Key result: ${named}\``,
    suggestions: [],
  }));
}

/** A reference in a quotation: the author's own, unless a reply follows it. */
function quotedReferences(body: string): Objection[] {
  const lines = allLines(body).slice(0, mostLines);
  const first = lines.findIndex(({ apart }) => !apart);
  return lines
    .filter((line, index) => line.apart === 'quotation' && index > first && isReference(splitLabel(line)))
    .map(({ text }) => ({
      subject: text,
      what: 'It stands in a quotation, where nothing counts',
      expected: 'the same line outside of it',
      suggestions: [],
    }));
}

const isReference = (said: LabelledLine | undefined) =>
  said?.own && !said.loose && said.value !== '' && (said.key === 'key result' || said.key === 'hypothesis');

const asUnticked = (line: string): Objection => ({
  subject: line,
  what: 'Its box is not ticked',
  expected: '`- [x]` if it is meant',
  suggestions: [],
});

const asNone = ({ text }: ReadableLine): Objection => ({
  subject: text,
  what: 'It names no key result, and does not say `none`',
  expected: '`Key result: KR1`, or `Outcome: none (chore): why`',
  suggestions: [],
});
