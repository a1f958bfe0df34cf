import {
  type FigureName,
  type Figures,
  figureNames,
  type PushedKind,
  type PushedSample,
  pushedFrom,
} from '../../domain/metric/pushed.ts';
import { nearest } from '../../domain/outcome-map/nearest.ts';
import { cut } from '../../domain/text/cut.ts';
import type { Misfit } from '../../flows/ports/pushed.ts';
import { parseFigure } from '../figures/parse-figure.ts';
import { armFormOf, readArmSample } from '../read-arm.ts';
import { parseTime } from '../times/read-times.ts';
import { Unfit } from '../unfit.ts';

type Read<T> = T | { problem: Misfit };

const keys = ['t', 'arm', ...figureNames];
const forms: readonly (readonly FigureName[])[] = [
  ['value'],
  ['value', 'n'],
  ['numerator', 'denominator'],
  ['mean', 'stddev', 'n'],
];
const formsOfArms: readonly (readonly FigureName[])[] = [
  ['numerator', 'denominator'],
  ['numerator', 'denominator', 'n'],
  ['mean', 'stddev', 'n'],
];
const formsExpected = '"value", or "value" and "n", or "numerator" and "denominator", or "mean", "stddev" and "n"';
const formsOfArmsExpected =
  'beside "arm" "numerator" and "denominator", with or without "n", or "mean", "stddev" and "n"';

const longestArm = 40;
const quarterOfAnHour = 15 * 60_000;
/** The sender's clock may be ahead of ours, and the first place to begin a day is this far ahead of Greenwich. */
const clocksDiffer = 5 * 60_000;
const earliestDay = 14 * 3_600_000;

/** One sample, by itself. */
export function readPushedSample(sample: unknown, now: Date): Read<PushedKind & { sample: PushedSample }> {
  if (typeof sample !== 'object' || sample === null || Array.isArray(sample))
    return no(undefined, 'it is no object', 'write {"t":"2026-11-03","value":12}');
  const given = new Map<string, unknown>(Object.entries(sample));
  const other = [...given.keys()].find((key) => !keys.includes(key));
  if (other !== undefined) {
    const name = cut(other, 40);
    const meant = nearest(other, keys);
    return no(name, `"${name}" is no key of a sample`, meant ? `write "${meant}"` : `write "t" and ${formsExpected}`);
  }
  const time = readTime(given.get('t'), now);
  if ('problem' in time) return time;
  const arm = readArm(given.get('arm'));
  if (typeof arm === 'object') return arm;
  const named = figureNames.filter((name) => given.has(name));
  const known = arm === '' ? forms : formsOfArms;
  if (!known.some((form) => form.length === named.length && form.every((name) => named.includes(name)))) {
    const has = named.length === 0 ? 'no figure' : named.map((name) => `"${name}"`).join(', ');
    return no(undefined, `it has ${has}`, `write ${arm === '' ? formsExpected : formsOfArmsExpected}`);
  }
  const figures: Figures = {};
  for (const name of named) {
    const figure = readFigure(name, given.get(name));
    if (typeof figure === 'object' && figure !== null) return figure;
    figures[name] = figure;
  }
  const problem = together(figures, arm, time.at);
  if (problem) return { problem };
  const columns = [...(arm === '' ? [] : ['arm']), ...named];
  return { columns, dates: time.isDate, sample: { at: time.at, arm, figures } };
}

const no = (key: string | undefined, what: string, instead: string) => ({
  problem: { ...(key !== undefined && { key }), what, instead },
});

function readTime(t: unknown, now: Date): Read<{ at: Date; isDate: boolean }> {
  const instead = 'write a date such as 2026-11-03, or an instant with its offset such as 2026-11-03T10:00:00Z';
  if (t === undefined) return no('t', 'it has no time', instead);
  const time = typeof t === 'string' || typeof t === 'number' ? parseTime(t, 'UTC') : undefined;
  if (!time) return no('t', 'it is no time, or can be read as several', instead);
  if (time.kind === 'period') return no('t', `it is a ${time.each}`, 'push one sample a day, or one an hour');
  if (time.isLocal) return no('t', 'it has no offset', 'write it as 2026-11-03T10:00:00Z or 2026-11-03T10:00:00+01:00');
  const isDate = time.kind === 'date';
  if (!isDate && time.at % quarterOfAnHour !== 0)
    return no('t', 'it is the beginning of no hour', 'push one sample a day, or one an hour, named by when it begins');
  if (time.at - (isDate ? earliestDay : clocksDiffer) > now.getTime())
    return no('t', 'it lies in the future', `push what has happened: it is ${now.toISOString().slice(0, 16)}Z here`);
  const from = pushedFrom(now);
  if (time.at < from.getTime())
    return no(
      't',
      'it is older than five years',
      `push what is later than ${from.toISOString().slice(0, 10)}: what is older is not kept`,
    );
  return { at: new Date(time.at), isDate };
}

function readArm(arm: unknown): Read<string> {
  if (arm === undefined) return '';
  if (typeof arm === 'string' && arm.trim() !== '' && arm.trim().length <= longestArm && !/[\p{Cc}\p{Cs}]/u.test(arm))
    return arm.trim();
  return no('arm', 'it is no name of an arm', `write a name of at most ${longestArm} letters, such as "control"`);
}

function readFigure(name: FigureName, given: unknown): Read<number | null> {
  const cell = parseFigure(given);
  if (cell.kind === 'missing') return null;
  if (cell.kind === 'unfit')
    return no(name, `it is ${cell.what}`, 'write a number such as 12 or 0.5, or null where nothing is known');
  const { figure } = cell;
  if (Math.abs(figure) > Number.MAX_SAFE_INTEGER)
    return no(name, 'it is so large that whole numbers are not exact any more', 'write it in a larger unit');
  if (figure < 0 && name !== 'value' && name !== 'mean' && name !== 'numerator')
    return no(name, 'it is below zero', 'write how many there were, or how far they were spread');
  // Minus zero is zero.
  return figure + 0;
}

/** What is wrong with a figure by itself. */
function together(figures: Figures, arm: string, at: Date): Misfit | undefined {
  const { numerator, denominator } = figures;
  if (denominator === 0 && numerator !== 0 && numerator !== null)
    return { key: 'denominator', what: 'it is zero, and "numerator" is not', instead: 'write of how many they are' };
  if (arm === '') return undefined;
  try {
    const columns = new Set(['arm', ...Object.keys(figures)]);
    readArmSample({ arm, ...figures }, armFormOf(columns), at.getTime(), at.toISOString().slice(0, 10));
    return undefined;
  } catch (error) {
    if (!(error instanceof Unfit)) throw error;
    return { what: error.message, instead: 'write whole numbers of people, of each arm' };
  }
}
