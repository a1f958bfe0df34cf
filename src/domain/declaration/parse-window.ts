import { LRUCache } from 'lru-cache';
import { cut } from '../text/cut.ts';
import { before, behind, counts, unitDays } from './window-words.ts';

export const defaultWindowDays = 14;
const mostDays = 365;

/** A text without its window, and the window, if it has one. */
export interface Windowed {
  rest: string;
  window?: { days: number } | { problem: string };
}

const word = String.raw`[\p{L}\p{M}ヶケ]{1,12}`;
const countWords = [...counts.keys()].sort((one, other) => other.length - one.length).join('|');
const span = String.raw`(\d{1,6}|(?:${countWords})(?=\s))\s{0,3}-?\s{0,3}(${word})`;
const onceOut = String.raw`\s(?:once|when|after)\s(?:(?:it|this)\s(?:is|goes)\s|it[’']s\s)?(?:live|shipped|released|launched|deployed|out)|\s(?:once|when|after)\s(?:we|it)\s(?:ships?|launch(?:es)?|releases?|deploys?|go(?:es)?\slive)`;
const ofRelease = String.raw`(?:\s(?:time|window|period))?(?:\s(?:of|after|from|since|following)\s(?:the\s|its\s|our\s)?(?:(?:full|complete|public|general|final|production)\s)?(?:release|launch|shipping|ship|deploy(?:ment)?|roll-?out|merge|go-live|going live|availability|ga)(?:ing|d)?(?:\sto\s\d{1,3}\s?%)?|${onceOut})?`;
const east = String.raw`(\d{1,3})\s{0,2}(日間?|天|週間|周|週|个星期|[ヶケか箇]月|个月|個月|일|주|개월)(?:\s?이내(?:에)?|\s?안에|\s?동안|\s?[후뒤내]에?|以?[内內](?:に)?|之内|で|后|後)?`;
const end = String.raw`(?=$|[\s.,;!)\]])`;

const windows = [
  new RegExp(
    String.raw`(?:^|[\s,;(@/–—-])(?:${before.sure}|(?:${before.unsure})(?=[\s\d]))\s{0,3}(?:les\s|los\s|den\s|the\s)?(?:first\s|next\s|following\s)?(?:an?\s(?=\d))?${span}${ofRelease}${end}`,
    'giu',
  ),
  new RegExp(
    String.raw`(?:^|[\s,;(@/])${span}\s(?:after|of|from|since|following|post)[\s-](?:the\s|its\s|our\s)?(?:release|launch|shipping|deploy(?:ment)?|rollout|merge|now|today|go-live|ga)${end}`,
    'giu',
  ),
  new RegExp(String.raw`(?:^|[\s,;(@/])${span}(?:${onceOut})${end}`, 'giu'),
  new RegExp(String.raw`(?:^|[\s,;(])${span}\s(?:${behind})${end}`, 'giu'),
  new RegExp(String.raw`(?:[(,;@/|·•]|\s[–—-]\s)\s{0,3}(?:window:?\s|w\/in\s)?${span}(?:\swindow)?${end}`, 'giu'),
  new RegExp(
    String.raw`(?:^|[\s,;(])(?:time\s?frame|time\swindow|window|horizon|duration|period|within)(?:\sof\s|\s?[:=]\s?|\s)${span}${end}`,
    'giu',
  ),
  new RegExp(String.raw`(?:^|\s)${span}\s(?:window|period|horizon|time\s?frame)${end}`, 'giu'),
  new RegExp(String.raw`(?<=[%\d]|\bpp)\s${span}$`, 'giu'),
  new RegExp(String.raw`(?:^|[\s,;(在于がはを])${east}`, 'giu'),
  /[\s,;(@/](?:by\s|on\s|at\s)?(?:day\s|[dt]\+?|j\+)(\d{1,3})()\)?$/giu,
];

/** `两周内`, `十四天` */
const inChinese = /[一二两兩三四五六七八九十]{1,3}(?=\s?(?:日間?|天|週間?|周|个星期|[ヶケか箇]月|个月|個月))/gu;
function figureInChinese(written: string): number {
  const figure = (one = '') => 1 + '一二三四五六七八九'.indexOf(one.replace(/[两兩]/u, '二'));
  const [, tens, ten, ones] = /^([^十])?(十)?([^十])?$/u.exec(written) ?? [];
  return (ten ? (tens ? figure(tens) : 1) * 10 : figure(tens)) + (ones ? figure(ones) : 0);
}

/** What is longer is a paragraph. */
const mostLetters = 1000;
/** Without one of these, a text has no window; most lines have none, and each is asked. */
const hint = new RegExp(
  String.raw`\d|[一二两兩三四五六七八九十]|w/i|(?<![\p{L}\p{M}])(?:${countWords}|next|first|coming|following|half|within|in|during|by|until|till|before)(?![\p{L}\p{M}])`,
  'iu',
);

/** A description asks the same of a line several times: whether it says a movement, a part of one, and what. */
const recent = new LRUCache<string, Windowed>({ max: 200 });

/** Takes the last window out of a text, with the brackets or the dash that it stood behind: `within 14 days`, `(2 weeks)`, `over the next month`. */
export function takeWindow(written: string): Windowed {
  if (written.length > mostLetters || !hint.test(written)) return { rest: written };
  const known = recent.get(written);
  if (known) return known;
  const read = readWindow(written);
  recent.set(written, read);
  return read;
}

function readWindow(written: string): Windowed {
  const text = written
    .replace(/\bw\/in?\b/gi, 'within')
    .replace(/(?:\b(?:within|in)\s)?\bP(\d{1,3})([DWM])\b/g, 'within $1 $2')
    .replace(
      /(?<=\b(?:in|within|over)\s)(?:a\s)?(?:max(?:imum)?|at most|less than|under|no more than)\s(?:of\s)?(?=\S)/gi,
      '',
    )
    .replace(inChinese, (written) => String(figureInChinese(written)))
    .replace(/(?<=\d)\s(?:calendar|consecutive|full|whole)\s(?=(?:days?|weeks?|months?)\b)/gi, ' ')
    .replace(/(?<=\b(?:in|within|over|after))\s(?:[~≈]\s?|(?:about|around|roughly|approximately)\s)(?=\d)/gi, ' ')
    .replace(/(?<=\b(?:days?|weeks?|months?))['’]?s? time\b/gi, '')
    .replace(/(?<=\b(?:in|within|over|after))\sup to\s(?=\S)/gi, ' ')
    .replace(/\b(?=no)(?<=\d.{0,60}\s)(?:no|not) later than\s(?=\S)/gi, 'within ')
    .replace(/\b(?=up to)(?<=\d.{0,60}\s)up to\s(?=\d{1,3}\s?-?(?:days?|weeks?|months?|[dw])\b)/gi, 'within ')
    .replace(/\b[a-z-]{3,12}\s\((\d{1,3})\)(?=\s(?:days?|weeks?|months?)\b)/gi, '$1')
    .replace(/\bhalf\sa\syear\b/gi, '6 months')
    .replace(
      /\b(?:as\s)?(?:measured|evaluated|observed|assessed|judged|watched|tracked)\s(?=(?:within|in|over|after|during|for|at|on)\s|\d)/gi,
      '',
    )
    .replace(
      /(?<=\b(?:the|in|within|over|during|for)\s)(next|first|coming|following)\s(?=(?:fortnight|week|month|quarter|year)\b)/gi,
      '$1 a ',
    );
  for (const pattern of windows) {
    const found = [...text.matchAll(pattern)].findLast(([, , unit = '']) => unit === '' || daysIn(unit) !== undefined);
    if (!found) continue;
    const [whole, count = '', unit] = found;
    const head = text.slice(0, found.index).replace(/[\s,;:(@|/·•–—-]+$/, '');
    const tail = text.slice(found.index + whole.length).replace(/^\s*\)/, '');
    return { rest: `${head} ${tail.trim()}`.trim(), window: daysOf(count, unit || 'days') };
  }
  return unreadable(text) ?? { rest: text };
}

/** Weekday names are not windows. */
function unreadable(text: string): Windowed | undefined {
  const by =
    /^(.*?)[\s,;(–—-]{1,9}(?:by|until|till|before)\s{1,3}((?:the\s)?(?:end\b|early\b|mid\b|eo[dwmqy]\b|(?:year|quarter|month|week)(?:['’]s)?[\s-]end\b|(?:this|the next)\s|\d{4}-|\d{1,2}[./]\d|q[1-4]\b|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]{0,7}\b|next\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day|christmas).*)$/iu.exec(
      text,
    );
  const during =
    /^(.*?)[\s,;(–—-]{1,9}((?:in\s|during\s)?(?:q[1-4]\b|h[12]\b|eo[dwmqy]\b|(?:this|next) (?:week|month|quarter|year)\b).*)$/iu.exec(
      text,
    );
  if (!by && during)
    return {
      rest: during[1] ?? '',
      window: {
        problem: `"${cut(during[2] ?? '', 40)}" is no number of days; the window is counted in days from the release`,
      },
    };
  if (by)
    return {
      rest: by[1] ?? '',
      window: { problem: `"by ${cut(by[2] ?? '', 40)}" is a day; the window is counted in days from the release` },
    };
  const several =
    /^(.*?)[\s,;(]{1,9}(?:within|in|over|after|for|during)\s{1,9}(?:the\s)?(?:(?:next|first|coming|following)\s)?((\S{1,12})(?:\s?[-–—~]\s?|\s(?:to|or)\s)(\S{1,12})\s?-?(?:days?|weeks?|months?|quarters?|d|w|mo))\b.*$/isu.exec(
      text,
    );
  if (several && [several[3], several[4]].every((count = '') => /^\d/.test(count) || counts.has(count.toLowerCase())))
    return {
      rest: several[1] ?? '',
      window: { problem: `"${cut(several[2] ?? '', 40)}" is not a window of whole days, but two` },
    };
  const within = /^(.*?)[\s,;(]{1,9}within\s{1,9}(.*)$/isu.exec(text);
  if (!within) return undefined;
  const [, rest = '', written = ''] = within;
  return { rest, window: { problem: `"${cut(written.trim(), 40)}" is not a window of whole days` } };
}

const daysIn = (unit: string) =>
  unitDays.find(([pattern]) => pattern.test(unit.toLowerCase()))?.[1] ??
  (/^h(?:ours?|rs?)?$/i.test(unit) ? 1 / 24 : undefined);

function daysOf(count: string, unit: string): { days: number } | { problem: string } {
  const each = daysIn(unit) ?? 0;
  const total =
    Math.round((/^\d/.test(count) ? Number(count) : (counts.get(count.toLowerCase()) ?? 0)) * each * 24) / 24;
  if (!Number.isInteger(total)) return { problem: `"${cut(`${count} ${unit}`, 40)}" is not a window of whole days` };
  if (total < 1 || total > mostDays) return { problem: 'The window is not from 1 to 365 days' };
  return { days: total };
}

const alone = new RegExp(`^${span}$`, 'iu');

/** A window by itself: `14 days`, `2 weeks`, `28d`, `a month` (30 days), `1 year`. From 1 to 365 days, or what is wrong. */
export function parseWindow(text: string): { days: number } | { problem: string } {
  const [, count = '', unit = ''] = alone.exec(text.trim()) ?? [];
  return daysIn(unit) === undefined
    ? { problem: `"${cut(text.trim(), 40)}" is not a window of whole days` }
    : daysOf(count, unit);
}
