import { isDeepStrictEqual } from 'node:util';
import { isMap, isScalar, parseDocument, stringify, type YAMLMap } from 'yaml';
import { own } from '../../domain/text/own.ts';

/** A file with an entry more, and the entry as it stands there. */
export interface Entry {
  text: string;
  added: string;
}

/**
 * A file with one more entry in the mapping at `path`; what the path lacks is made. All that was there stays as it was written: YAML's own writer would break
 * the lines of queries anew. The result is read again and compared with what it should mean.
 */
export function insertEntry(text: string, path: string[], key: string, value: unknown): Entry | { problem: string } {
  const document = parseDocument(text);
  if (document.errors.length > 0)
    return { problem: 'it is no YAML that can be read: `soundings source list` says where' };
  const depth = depthOf(path, (upTo) => isMap(document.getIn(upTo)));
  const [first = key, ...rest] = [...path.slice(depth), key];
  const entry = { [first]: rest.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) };
  const place = depth === 0 ? document.contents : document.getIn(path.slice(0, depth));
  if (depth === path.length && isMap(place) && place.has(key))
    return { problem: `it has ${[...path, key].join('.')} already` };
  const made = isMap(place)
    ? place.flow
      ? inFlow(text, place, entry)
      : inBlock(text, place, entry)
    : atTheEnd(text, entry);
  const meant = document.toJS() ?? {};
  const holder: unknown = path.slice(0, depth).reduce<unknown>((inner, name) => own(Object(inner), name), meant);
  Object.assign(Object(holder), entry);
  const read = parseDocument(made.text);
  if (read.errors.length > 0 || !isDeepStrictEqual(read.toJS(), meant))
    return {
      problem: `the entry does not fit into it as it is written. Write this under ${path.slice(0, depth).join('.') || 'its top'} yourself:\n${made.added}`,
    };
  return made;
}

/** How much of the path leads through mappings. */
function depthOf(path: string[], isMapping: (upTo: string[]) => boolean): number {
  const missing = path.findIndex((_, at) => !isMapping(path.slice(0, at + 1)));
  return missing === -1 ? path.length : missing;
}

const written = (entry: object, indent: number): string =>
  stringify(entry, { lineWidth: 0 }).replace(/^(?=.)/gm, ' '.repeat(indent));

const endedLine = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

function atTheEnd(text: string, entry: object): Entry {
  const added = written(entry, 0);
  return { text: `${endedLine(text)}${added}`, added };
}

/** After the line on which the mapping ends; a remark on that line stays there. */
function inBlock(text: string, { items, range }: YAMLMap, entry: object): Entry {
  const key = items[0]?.key;
  const keyAt = isScalar(key) ? (key.range?.[0] ?? 0) : 0;
  const added = written(entry, keyAt - (text.lastIndexOf('\n', keyAt - 1) + 1));
  const valueEnd = text.slice(0, range?.[1] ?? text.length).trimEnd().length;
  const lineEnd = text.indexOf('\n', valueEnd);
  const at = lineEnd === -1 ? text.length : lineEnd + 1;
  return { text: `${endedLine(text.slice(0, at))}${added}${text.slice(at)}`, added };
}

function inFlow(text: string, { items, range }: YAMLMap, entry: object): Entry {
  const brace = (range?.[1] ?? text.length) - 1;
  const before = text.slice(0, brace).trimEnd();
  const comma = items.length === 0 || before.endsWith(',') ? '' : ',';
  const added = stringify(entry, { lineWidth: 0, collectionStyle: 'flow' }).trim().slice(1, -1).trim();
  return { text: `${before}${comma} ${added} ${text.slice(brace)}`, added };
}
