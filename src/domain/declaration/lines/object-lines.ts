import { parse } from 'yaml';
import type { ReadableLine } from '../../text/readable-line.ts';
import { meaningOf } from '../label-words.ts';

const mostCharacters = 2000;

/**
 * Lines with those taken apart that are an object with a key of ours, in JSON, JavaScript or YAML: `{"key_result": "KR1"}`, on one line or
 * over those of a paragraph.
 */
export function* objectLines(lines: Iterable<ReadableLine>): Generator<ReadableLine> {
  let open: ReadableLine[] = [];
  for (const line of lines) {
    const goesOn = open.length > 0 && !line.apart && line.block === open[0]?.block;
    if (!goesOn) yield* open.splice(0);
    if (!goesOn && !line.bare.startsWith('{') && !line.text.startsWith('{')) {
      yield line;
      continue;
    }
    open.push(line);
    const said = objectIn(open);
    if (said) {
      yield* said;
      open = [];
    } else if (line.apart) yield* open.splice(0);
  }
  yield* open;
}

function objectIn(lines: ReadableLine[]): ReadableLine[] | undefined {
  const [first] = lines;
  const text = lines.map((line) => line.text).join(' ');
  const data =
    text.length <= mostCharacters && /^\{.*:.*\}[,;]?$/s.test(text) ? parsed(text.replace(/[,;]$/, '')) : undefined;
  if (!first || !data) return undefined;
  const entries = Object.entries(data).flatMap(([label, value]) => linesOf(label, value));
  if (!entries.some(isOurs)) return undefined;
  return entries.map(({ label, value }) => {
    const said = `${inWords(label)}: ${value}`.trimEnd();
    return { ...first, text: said, bare: first.bare.startsWith('\0') ? said.replace(/./g, '\0') : said };
  });
}

/** Answers of servers have an `outcome` too: a reference or an expectation makes it ours. */
function isOurs({ label, value }: { label: string; value: string }): boolean {
  const { own = false, key = 'track' } = meaningOf(inWords(label), false) ?? {};
  return (
    own && (key === 'key result' || key === 'hypothesis' || ((key === 'expect' || key === 'guard') && /\d/.test(value)))
  );
}

/** `keyResult` */
const inWords = (label: string) => label.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');

function linesOf(label: string, value: unknown, depth = 0): { label: string; value: string }[] {
  if (typeof value === 'string') return [{ label, value }];
  if (Array.isArray(value)) return value.flatMap((one) => linesOf(label, one, depth));
  if (typeof value !== 'object' || value === null || depth > 1) return [];
  const parts = Object.entries(value).flatMap(([part, one]) => linesOf(part, one, depth + 1));
  return [{ label, value: '' }, ...parts];
}

/** JSON is YAML. All values are texts. */
function parsed(text: string): object | undefined {
  try {
    const value: unknown = parse(text, { schema: 'failsafe', maxAliasCount: 0, logLevel: 'silent' });
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
