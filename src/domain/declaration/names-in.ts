import { cut } from '../text/cut.ts';
import { plainValue } from './plain-value.ts';

const mostNames = 20;

/**
 * `KR1, KR2 and KR3`; what is in brackets, after a colon or after a dash describes the one before it, with the commas that stand in it. As
 * written: nothing is looked up here.
 */
export function namesIn(value: string): string[] {
  const list = plainValue(chosen(value))
    .replace(/^\(([^()]{1,200})\)$/, '$1')
    .replace(/\([^()]{0,200}\)/g, ' ')
    .replace(/(?<![\p{L}\p{N}])#(?=\p{L})/gu, '')
    .split(/[,;、|\n]|\s(?:and|und|et|y|e|&|\+)\s|(?<=\d)\s(?:or|and\/or|oder|ou|o)\s(?=\S{0,12}\d)/i);
  const names: string[] = [];
  let described = false;
  for (const item of list) {
    const [, name = '', rest = ''] =
      /^\s*[[<'‘]?\s*(.*?)\s*[\]>'’.:]?\s*(?:(?:\s[–—-]{1,2}\s|—|(?<=\d)–(?=\D)|:\s)(.*))?$/su.exec(
        item.slice(0, 300),
      ) ?? [];
    if (name === '' || (described && !/\d/.test(name))) continue;
    described = rest !== '' || /\s/.test(name);
    // `O1: KR1` is a path, as `O1/KR1` is.
    const path = isId(name) && isId(rest.trim()) ? `${name}: ${rest.trim()}` : name;
    names.push(cut(isKeyAgain.test(name) && rest !== '' ? rest.trim() : path, 100));
  }
  return names.slice(0, mostNames);
}

/** `Key result: KR: More paid orders` */
const isKeyAgain = /^(?:kr|key[\s-]?results?)$/i;
const isId = (text: string) => /^\p{L}[\w.-]{0,20}\d[\w.-]{0,20}$/u.test(text);

const pressed = /^\s*\([ xX•●✓✔]\)\s/;
const buttons = /(?<=^|\s)\(([ xX•●✓✔])\)(?=\s)/g;

/** Of several with a box or a button each, the ticked ones: `[ ] KR1 [x] KR2`, `( ) KR1 (x) KR2`. */
export function chosen(value: string): string {
  const boxes = pressed.test(value) ? value.replace(buttons, (_, mark) => (mark === ' ' ? '[ ]' : '[x]')) : value;
  const parts = boxes.split(/\[([ xX]?)\](?!\()/);
  if (parts.length < 3) return value;
  return parts
    .flatMap((part, index) => (index % 2 === 0 && /x/i.test(parts[index - 1] ?? '') ? [part] : []))
    .join(', ');
}
