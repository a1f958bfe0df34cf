import { cut } from '../text/cut.ts';
import { plainValue } from './plain-value.ts';

const mostNames = 20;

/** `and` between two ids, where it could be a word of a title as well; a table that a contributor can extend. */
const joining =
  'plus|as well as|sowie|als auch|ainsi que|así como|bem como|ed|u\\.|en|og|och|samt|sekä|ja|i|oraz|és|ve|dan|và|și|и|й|та|і|και|ו|और|และ|·|•';
const joinedEast = '及び|および|並びに|以及|[和与與及と와과및]|하고|و';
const between = new RegExp(
  [
    String.raw`[,;、|\n]`,
    String.raw`(?<=\d)[和与與及と](?=\p{L})`,
    String.raw`\s(?:and|und|et|y|e|&|\+)\s`,
    String.raw`(?<=\d)\s(?:or|and\/or|oder|ou|o)\s(?=\S{0,12}\d)`,
    String.raw`(?<=\d)\s(?:${joining})\s(?=\p{L}\S{0,12}\d)`,
    String.raw`(?<=\d)\s?(?:${joinedEast})\s?(?=[A-Za-z]\S{0,12}\d)`,
  ].join('|'),
  'iu',
);

/**
 * `KR1, KR2 and KR3`; what is in brackets, after a colon or after a dash describes the one before it, with the commas that stand in it. As
 * written: nothing is looked up here.
 */
export function namesIn(value: string): string[] {
  const list = plainValue(chosen(value))
    .replace(/^(?:yes|ja|oui|sí|sim|да|是|はい)\s?[\s,:–—-]\s?(?=\S)/iu, '')
    .replace(/^\(([^()]{1,200})\)$/, '$1')
    .replace(/\((?!(?:no longer|not|never)\b)[^()]{0,200}\)/gi, ' ')
    .replace(/(?<![\p{L}\p{N}])#(?=\p{L})/gu, '')
    .split(between);
  const names: string[] = [];
  let described = false;
  for (const item of list) {
    if (denies(item)) {
      names.push(cut(item.trim(), 100));
      continue;
    }
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

/** `KR1 is not affected`, `KR1 (no longer)`, `KR1 to KR4`: what it names is not what it means. */
export const denies = (written: string): boolean => denied.test(written) || fromTo.test(written);

const not = '(?:not|nicht|pas|no|non|не)';
/** Behind an id alone, `not the absolute number` describes it. */
const denied = new RegExp(
  String.raw`^\s*\S{1,40}\s(?:[(–—-]{1,2}\s?)?(?:(?:(?:is|are|was|were|does|do|did|will)\s)not(?!\sonly)|no longer|never|isn['’]?t|doesn['’]?t|${not}\s(?:yet|affected|moved|touched|impacted|relevant|applicable|changed|served|any\s?more|this one|betroffen|mehr|concerné|encore|todavía|aún|afectado|ainda|более))(?!\p{L})`,
  'iu',
);
const fromTo = /^\s*\S*\d\s(?:to|through|thru|bis|until)\s\S*\d\s*$/i;

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
