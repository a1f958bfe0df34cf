import { LRUCache } from 'lru-cache';
import type { Change } from './declaration.ts';
import { changeForms } from './parse-change.ts';
import { defaultWindowDays, takeWindow } from './parse-window.ts';
import { plainValue } from './plain-value.ts';
import { splitChange } from './split-change.ts';

const expectForm = `\`Expect: signup_rate +3% within 14 days\`; a change is written as ${changeForms}; a level as at least 50`;
const windowForm = '`within 14 days`, from 1 to 365 days, or weeks or months';
const guardForm = '`Guard: p95_latency +5%`: how much worse it may get, as +5%, +0.5pp or +12ms';
const mostLetters = 400;
/** It says why, not what. */
const reason =
  /[\s,;(–—-]{1,9}(?:(?:because|due to|thanks to|weil|parce que|porque)\s.*|(?:as (?:seen|shown|reported|measured|tracked)|measured|according to)\s(?:in|by|on|with|via|to)?\s?[^\d+%]{1,80})$/isu;

const reasonBeforeWindow =
  /[\s,;(–—-]{1,9}(?:because|due to|thanks to|weil|parce que|porque)\s.{1,200}?(?=\swithin\s.{1,30}$)/isu;

/** What an `Expect:` or a `Guard:` says. */
export interface Movement {
  metric: string;
  change: Change;
  /** `10% better`: the sign is the metric's. */
  towards?: 'better' | 'worse';
  windowDays: number;
}

interface Fault {
  what: string;
  expected: string;
}

/** `p95_latency unchanged`, `no change in p95_latency` */
const stays =
  /(?:^|\s)(?:unchanged|unaffected|flat|stable|steady|constant|no (?:change|regression|impact|effect)|(?:stays?|remains?|keeps?) (?:the same|as (?:it is|is|they are))|(?:not|n['’]t) (?:change|move|get worse|worsen|regress|degrade|suffer))(?=[\s.,;)]|$)/i;

type Read = { movements: Movement[] } | { problem: Fault };

/**
 * What follows `Expect:`, such as `signup_rate +3% within 2 weeks`; several, if each can be read by itself: `signup_rate +3%, orders +1%`.
 * Without a window: that of the last, or 14 days.
 */
export function parseExpectation(value: string): Read {
  const read = parseMovements(value, false, expectForm);
  if ('movements' in read || read.problem.what !== 'There is no change' || !stays.test(value)) return read;
  return { problem: { what: 'What is to stay as it is, a guardrail watches', expected: guardForm } };
}

/** What follows `Guard:`, such as `p95_latency +5%` or `p95_latency at most 5%`. A window is read over: it has the bet's. */
export function parseGuardrail(value: string): Read {
  return parseMovements(value, true, guardForm);
}

/** Whether a line says a movement, so that it is no part of another one. */
export function readsAsMovement(value: string): boolean {
  return 'movements' in parseExpectation(value) || 'movements' in parseGuardrail(value);
}

/** Whether a line is one, and goes on below, is asked several times before it is taken. */
const recent = new LRUCache<string, Read>({ max: 200 });

function parseMovements(value: string, limit: boolean, expected: string): Read {
  const asked = `${limit} ${value.slice(0, mostLetters + 1)}`;
  const known = recent.get(asked);
  if (known) return known;
  const read = readMovements(value, limit, expected);
  recent.set(asked, read);
  return read;
}

function readMovements(value: string, limit: boolean, expected: string): Read {
  if (value.length > mostLetters) return { problem: { what: 'The line is too long to be read', expected } };
  const plain = plainValue(value)
    .replace(reasonBeforeWindow, '')
    .replace(reason, '')
    .replace(/(?:[\s.,;!]|\p{Extended_Pictographic}\ufe0f?){1,40}$/u, '');
  const text = limit ? limitIn(plain) : plain;
  const whole = parseOne(text, limit, expected);
  if ('movement' in whole && !joined.test(whole.movement.metric))
    return { movements: [{ windowDays: defaultWindowDays, ...whole.movement }] };
  const parts = windowWithLast(
    text.split(/[,;]\s+(?:(?:and|but|while)\s)?|\s(?:and|but|while|as well as|plus|und|et|y|e|&|\+|\/|[|•·])\s|、/i),
  );
  const alone: Read =
    'movement' in whole ? { movements: [{ windowDays: defaultWindowDays, ...whole.movement }] } : whole;
  if (parts.length < 2 || parts.length > 6) return alone;
  const read = parts.map((part) => parseOne(part, limit, expected));
  const movements = read.flatMap((one) => ('movement' in one ? [one.movement] : []));
  if (movements.length < read.length) return alone;
  const last = movements.at(-1)?.windowDays;
  return { movements: movements.map((one) => ({ ...one, windowDays: one.windowDays ?? last ?? defaultWindowDays })) };
}

/** The name of a metric, and the change of the one before it. */
const joined = /\d\s?(?:%|pp)?\s(?:and|as well as|plus)\s/i;

/** `signup_rate +3%; orders +1%; within 14 days` */
function windowWithLast(parts: string[]): string[] {
  const [before, behind] = parts.slice(-2);
  const last = behind?.replace(/^(?:both|each|all)\s/i, '');
  const isWindow = last !== undefined && before !== undefined && takeWindow(`x ${last}`).rest === 'x';
  return isWindow ? [...parts.slice(0, -2), `${before} ${last}`] : parts;
}

const size = String.raw`[±+]?\s?(?=[\d.,]+\s?(?:%|pp\b|per ?cent|ms\b))`;
/** A limit of 250 ms may be where it is to stay. */
const share = String.raw`[±+]?\s?(?=[\d.,]+\s?(?:%|pp\b|per ?cent))`;
const limits: [RegExp, string][] = [
  [new RegExp(String.raw`(?:\s(?:stays?|remains?|keeps?|kept|be|must|should|is|to)){0,3}\swithin\s${size}`, 'i'), ' +'],
  [
    /\s(?:of|from|than|compared to|vs\.?)\s(?:the\s|its\s)?(?:today|now|before|(?:current|present)(?:\s\w+)?|baseline)$/i,
    '',
  ],
  [
    new RegExp(
      String.raw`(?<=[\s(])(?:(?:tolerance|margin|allowed)(?:\sof|:)?\s${size}|(?:limit|threshold|budget)(?:\sof|:)?\s${share}|±\s?)`,
      'i',
    ),
    '+',
  ],
  [/\s(?:flat|unchanged|stable|constant|steady)\s(?=\(?[+])/i, ' '],
];

/** `stays within 5% of today`, `(tolerance 5%)`, `±5%`: so much, whichever way is worse. */
const limitIn = (text: string) => limits.reduce((read, [pattern, plain]) => read.replace(pattern, plain), text);

type One = { movement: Omit<Movement, 'windowDays'> & { windowDays?: number } } | { problem: Fault };

function parseOne(text: string, limit: boolean, expected: string): One {
  const { rest, window } = takeWindow(text);
  if (window && 'problem' in window) return { problem: { what: window.problem, expected: windowForm } };
  const found = splitChange(rest, limit);
  if ('problem' in found) return { problem: { what: found.problem, expected } };
  return { movement: { ...found, ...(window ? { windowDays: window.days } : {}) } };
}
