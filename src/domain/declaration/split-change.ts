import { perDay } from './change-words.ts';
import { nounFirst } from './change-words-elsewhere.ts';
import type { Change } from './declaration.ts';
import { parseChange } from './parse-change.ts';

type Split = { metric: string; change: Change; towards?: 'better' | 'worse' } | { problem: string };

/**
 * A metric and its change: `signup_rate +3%`, `Reduce p95_latency by 100ms`, `+3% signup_rate`, `signup_rate (+3%)`. The metric may be written
 * as a title with blanks.
 */
export function splitChange(text: string, limit: boolean): Split {
  const worded = nounFirst(text)
    .replace(/\((relative|absolute)(?:ly)?\)/gi, '$1')
    .replace(condition, '')
    .replace(weExpect, '');
  const [, taking, taken = '', from = ''] = takenOff.exec(worded) ?? [];
  if (taking) {
    const read = parseChange(taken, { limit, direction: /^(?:add|put)/i.test(taking) ? '+' : '-', ofMetric: true });
    if ('change' in read) return { metric: metricOf(from), ...read };
  }
  const [, verb, object] = verbFirst.exec(worded) ?? [];
  if (verb && object) {
    const way = /^improve/i.test(verb)
      ? 'better'
      : /^(?:inc|rai|ris|gro|lif|boo|upl|bum|pus|dri)/i.test(verb)
        ? '+'
        : '-';
    const read = metricFirst(object, limit, way);
    if ('metric' in read) return read;
  }
  const [, brought] = bringFirst.exec(worded) ?? [];
  if (brought) {
    const read = metricFirst(brought, limit);
    if ('metric' in read) return read;
  }
  const [, times, multiplied] = limit ? [] : (multipleFirst.exec(worded) ?? []);
  if (times && multiplied) return metricFirst(`${multiplied} ${times.replace(/e?$/, 'es')}`, false);
  if (/^[+\-−–＋]/.test(worded)) return changeFirst(worded, limit);
  const read = metricFirst(worded, limit);
  if ('metric' in read) return read;
  const turned = changeLeads.test(worded) ? changeFirst(worded, limit) : read;
  if ('metric' in turned || !/[()[\]]/.test(worded)) return 'metric' in turned ? turned : read;
  // What is in brackets is a remark, or the change itself.
  const [without, unwrapped] = [worded.replace(remark, ' '), worded.replace(/[()[\]]/g, ' ')];
  const found = [without, unwrapped].map((one) => metricFirst(one.replace(/\s+/g, ' ').trim(), limit));
  return found.find((one) => 'metric' in one) ?? read;
}

/** `If we shorten the form, then` */
const condition = /^if\s.{3,150}?,\s(?:then\s)?/i;
const weExpect =
  /^(?:we|i)(?:\s(?:expect|believe|think|hope|want|aim|plan|intend)\s(?=to\s)|(?:\s(?:expect|hope|want)\sto|\s(?:will|should|shall)|['’]ll)\s(?:see|get)\s)|^(?:to\s)?(?:see|achieve|get|observe)\s(?=an?\s|[+\d])/i;
/** `shave 20ms off p95_latency`, `add 50 to orders` */
const takenOff =
  /^(?:to\s)?(save|shave|trim|cut|take|knock|drop|add|put)s?\s(.{1,40}?)\s(?:off(?:\sof)?|from|of|to|on)\s(?:the\s|our\s)?(\p{L}.*)$/iu;
const verbFirst =
  /^(?:to\s)?(?:an?\s)?(increase|raise|rise|growth|grow|lift|boost|bump|push|drive|improvement|improve|reduction|reduce|decrease|lower|cut|drop|fall|trim|shrink)s?\s(?:in\s|of\s|the\s)*(?!by\s|of\s|from\s)(.*)$/isu;
/** `bring p95_latency down to 200ms` */
const bringFirst =
  /^(?:to\s)?(?:bring|get|take|move)s?\s(?:the\s|our\s)?(\p{L}.*\s(?:to|under|below|above|over|past)\s.*)$/isu;
const multipleFirst =
  /^(?:(?:we|i)\s(?:expect|believe|think|hope|want|aim)\s)?(?:to\s)?(?:an?\s)?(doubl|tripl|halv)(?:es?|ing)\s(?:of\s)?(?:the\s|our\s)?(?!by\s)(\p{L}.*)$/isu;
const number = '(?:one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|fifty|half)';
const changeLeads = new RegExp(
  String.raw`^(?:(?:at least|at most|max(?:imum)?|no more than|not more than|less than|about|around|roughly|~)\s?)?(?:an?\s|[+-]?[$€£¥]?\d|twice\s|${number}[\s-])`,
  'i',
);
const remark = /\([^()]{0,200}\)|\[[^\][]{0,200}\]/g;
const gaps =
  /^|[\s:=,|]+(?:—\s+|[–-]{1,2}\s+(?=[+\-−–＋]))?|(?<=[\w*`])(?=[+＋<>≤≥])|(?<=[a-z_\d*`])[をがはの]?(?=[从提增上降减下缩至不]|(?<=[をがはの])\d)/gu;

/** Behind so many words stands no change; each is tried. */
const mostGaps = 40;

function metricFirst(text: string, limit: boolean, direction?: '+' | '-' | 'better'): Split {
  let trouble: string | undefined;
  for (const { index, 0: gap } of [...text.matchAll(gaps)].slice(0, mostGaps)) {
    const metric = metricOf(text.slice(0, index));
    const rest = text.slice(index + gap.length);
    const read = parseChange(rest, { limit, ofMetric: true, ...(direction ? { direction } : {}) });
    if ('change' in read && metric !== '' && !startOfLevels.test(metric)) return { metric, ...read };
    if ('change' in read) {
      trouble ??= 'There is no metric';
      continue;
    }
    // A sign is where a change begins, and two that contradict each other are one.
    if (/^[+\-−–＋]/.test(rest) || read.problem.includes('the other way')) return read;
    if (!read.problem.endsWith('is not a change')) trouble ??= read.problem;
  }
  return { problem: trouble ?? 'There is no change' };
}

/** `from 240ms`, `orders 40`: before where it goes. */
const startOfLevels = /^from$|(?:^|\s)[$€£¥]?\d\S*(?:\s(?:up|down))?$/i;

/** `+3% signup_rate`, `a 3% increase in signup_rate`, `3% fewer errors`. */
function changeFirst(text: string, limit: boolean): Split {
  for (const { index, 0: gap } of [...text.matchAll(/\s+/g)].slice(0, mostGaps)) {
    const metric = text
      .slice(index + gap.length)
      .replace(/^(?:(?:in|of|on|for|to|the|our)\s+)+/i, '')
      .replace(perDay, '');
    if (unitFirst.test(metric)) continue;
    const read = parseChange(text.slice(0, index), { limit, ofMetric: true });
    if ('change' in read && /^\p{L}/u.test(metric) && !notNames.test(metric))
      return { metric: metricOf(metric), ...read };
  }
  return metricFirst(text, limit);
}

/** A window that goes on below. */
const notNames = /^(?:within|in|over|after|during|by|for|at|on|of|and|or|to|until|the)$/i;

/** Words that belong to the figure before them. */
const unitFirst =
  /^(?:%|p\.?p|points?|per ?cent|prozent(?:punkte?)?|pour ?cents?|por ?cento|por ?ciento|ms|s|sec(?:ond)?s?|milliseconds?|min(?:ute)?s?|h(?:our)?s?|usd|eur|gbp|k|m|million|thousand|to|or|and|more|fewer|less|higher|lower|better|worse|faster|slower|improvement|increase|decrease|rise|drop|fall|reduction|growth|uplift|uptick|lift|gain|jump|bump|boost|surge|dip|cut|saving|decline|as)(?:\s|$)/i;

/** What may stand before a change, and is no name. */
const bounds =
  /^(?:(?:at )?(?:least|most)|no (?:more|less|worse|higher|lower) than|not more than|max(?:imum)?|min(?:imum)?|up to|about|around|by)$/i;

const metricOf = (text: string) =>
  text
    .replace(/[\s–—-]+$/, '')
    .replace(
      /^(?:(?:we|i)\s(?:expect|believe|think|hope|predict|want|aim)\s)?(?:(?:that|for|que|dass|che|dat|att|at|że|что|що)\s)?(?:the\s|our\s)?(?:(?:total\s|overall\s)?(?:number|amount|count|volume)\sof\s(?:the\s|our\s)?)?/i,
      '',
    )
    .replace(/(?<=[\w*`])\s?(?:[がはをのもに이가은는을를의]|[’']?[ın]in)$/u, '')
    .replace(/^_(.*)_$/su, '$1')
    .trim()
    .replace(bounds, '');
