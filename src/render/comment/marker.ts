import type { CommentKind } from './comment-kind.ts';

/** The issue of a challenge has one too. */
type MarkerKind = CommentKind | 'challenge';

export interface Marker {
  kind: string;
  version: number;
  fields: Record<string, string>;
}

/**
 * The first line of every comment of ours: `<!-- soundings:forecast v1 measurable=yes state=open -->`. It is to be trusted only on
 * comments that our own app wrote.
 */
export function marker(kind: MarkerKind, fields: Record<string, string | undefined> = {}): string {
  const written = Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : fieldOf(key, value)));
  return `<!-- soundings:${kind} v1${written.join('')} -->`;
}

/** With a field more in its first line: what tells a comment from its siblings on GitHub alone. */
export function withKey(body: string, key: string): string {
  const field = keyFieldOf(parseMarker(body)?.kind);
  return key === '' ? body : body.replace(/ -->/, () => `${fieldOf(field, key)} -->`);
}

/** What the field is called that tells a comment of this kind from its siblings. */
export const keyFieldOf = (kind: string | undefined) => (kind === 'digest' ? 'edition' : 'key');

/** Whether a body begins with a marker of this kind that says all this. */
export function isMarked(body: string, kind: MarkerKind, fields: Record<string, string> = {}): boolean {
  const found = parseMarker(body);
  const said = new Map(Object.entries(found?.fields ?? {}));
  return found?.kind === kind && Object.entries(fields).every(([key, value]) => said.get(key) === value);
}

/** What the first line of a comment says of it; undefined: it is none of ours. */
export function parseMarker(body: string): Marker | undefined {
  const line = body.slice(0, 2000).split(/\r?\n/, 1)[0] ?? '';
  const match = /^<!-- soundings:([a-z-]+) v(\d{1,4})((?: [a-z-]+=[^\s=]*)*) -->$/.exec(line);
  if (!match) return undefined;
  const [, kind = '', version, pairs = ''] = match;
  const fields = pairs.split(' ').slice(1);
  return { kind, version: Number(version), fields: Object.fromEntries(fields.map(readField)) };
}

const fieldOf = (key: string, value: string) => ` ${key}=${encode(value)}`;

/** Nothing that ends an HTML comment or splits a field. */
function encode(value: string): string {
  return encodeURIComponent(value.toWellFormed())
    .replaceAll('--', '-%2D')
    .replace(/-$/, '%2D')
    .replaceAll('%2F', '/')
    .replaceAll('%3A', ':');
}

function readField(pair: string): [string, string] {
  const [key = '', value = ''] = pair.split('=');
  return [key, decode(value)];
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
