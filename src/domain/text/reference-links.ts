import MarkdownIt from 'markdown-it';
import { own } from './own.ts';

const { normalizeReference } = new MarkdownIt().utils;
const linked = /\[([^\][\n]{1,200})\](?:\[([^\][\n]{0,100})\])?(?![([:])/g;

/** Links whose address stands elsewhere, `[KR1][okr]` or `[KR1]`, with their address beside them: `[KR1](https://...)`. */
export function inlineReferences(source: string, known: Readonly<Record<string, { href: string }>>): string {
  if (Object.keys(known).length === 0) return source;
  return source.replace(linked, (written, text: string, name: string | undefined) => {
    const reference = own(known, normalizeReference(name || text));
    return reference ? `[${text}](${reference.href})` : written;
  });
}
