import type { Span } from '../../domain/declaration/declaration.ts';
import { inert } from './inert.ts';

/** In place of a figure that cannot be given. */
const unknown = 'unknown';

/** Holds a figure and its unit together at the end of a line. */
export const noBreak = '\u00a0';

/** Digits that a measured figure deserves, and those that a person may have written and wants to see again. */
const measured = 3;
const written = 6;

interface Digits {
  /** Written by a person: shown as it was, not rounded to what a measurement deserves. */
  exact?: boolean;
}

/** A level of a metric in its unit: `3.12%`, `241 ms`, `$1,240`, `1,240`, `12 widgets`. Ready to stand in Markdown. */
export function formatLevel(value: number, unit: string, options: Digits = {}): string {
  return formatLevels([value], unit, options)[0] ?? '';
}

/**
 * Levels that stand beside each other: `3.1%` and `4.0%`. Each is rounded as it is by itself, so that it is the same number wherever it stands, and
 * gets zeros up to the decimals of the others only where those say nothing else.
 */
export function formatLevels(values: number[], unit: string, { exact }: Digits = {}): string[] {
  const shown = values.map((value) => (unit === 'ratio' ? value * 100 : value));
  const digits = exact ? written : measured;
  const decimals = shown.map((value) => (unit === 'usd' ? centDecimals(value) : levelDecimals(value, unit, digits)));
  const most = Math.max(0, ...decimals);
  return shown.map((value, index) => {
    const own = decimals[index] ?? 0;
    const isPadded = Number(value.toFixed(own)) === Number(value.toFixed(most));
    return withUnit(grouped(value, isPadded ? most : own), unit);
  });
}

/** A relative change, signed: `+11.8%`, `-8%`, `0%`. */
export function formatRelative(change: number, options: Digits & { unsigned?: boolean } = {}): string {
  const percent = options.unsigned ? Math.abs(change * 100) : change * 100;
  const decimals = usedDecimals(percent, options.exact ? decimalsFor(percent, written) : relativeDecimals(percent));
  const figure = grouped(percent, decimals);
  return `${!options.unsigned && /^[1-9]|^0\.\d*[1-9]/.test(figure) ? '+' : ''}${figure}${figure === unknown ? '' : '%'}`;
}

/** The two ends of an interval, or of a range that a person wrote: `+7.9% to +15.9%`. */
export function formatRelativeSpan({ low, high }: Span, options: Digits = {}): string {
  const [from, to] = [formatRelative(low, options), formatRelative(high, options)];
  return from === to ? from : `${from} to ${to}`;
}

/** `1,240.5`: figures without a unit, all to the same decimals. */
export function formatFigures(values: number[], digits = written): string[] {
  const decimals = Math.max(0, ...values.map((value) => usedDecimals(value, decimalsFor(value, digits))));
  return values.map((value) => grouped(value, decimals));
}

function withUnit(figure: string, unit: string): string {
  if (unit === 'count') return figure;
  if (unit === 'ratio') return `${figure}%`;
  const symbol = unit === 'usd' ? '$' : /^[$€£¥]$/.test(unit) ? unit : undefined;
  if (symbol) return figure.startsWith('-') ? `-${symbol}${figure.slice(1)}` : `${symbol}${figure}`;
  return `${figure}${noBreak}${inert(unit, { maxLength: 20 })}`;
}

/** Close to 100% it is the distance to it that matters: 99.95% is not 100%. */
function levelDecimals(value: number, unit: string, digits: number): number {
  const size = Math.abs(value);
  const decimals = decimalsFor(value, digits);
  if (unit !== 'ratio' || size <= 90 || size >= 100) return usedDecimals(value, decimals);
  return usedDecimals(value, Math.max(decimals, decimalsFor(100 - size, 2)));
}

function relativeDecimals(percent: number): number {
  const size = Math.abs(percent);
  if (size >= 100) return 0;
  return size >= 0.95 ? 1 : decimalsFor(percent, 2);
}

function centDecimals(value: number): number {
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 100) return 0;
  return size >= 0.01 ? 2 : usedDecimals(value, decimalsFor(value, 2));
}

/** Below 1e-12 it is zero, whatever the digits. */
const mostDecimals = 12;

function decimalsFor(value: number, digits: number): number {
  if (!Number.isFinite(value) || Math.abs(value) < 10 ** -mostDecimals) return 0;
  return Math.min(mostDecimals, Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value)))));
}

/** Without the zeros at the end. */
function usedDecimals(value: number, decimals: number): number {
  if (decimals === 0 || !Number.isFinite(value)) return 0;
  return (value.toFixed(decimals).replace(/0+$/, '').split('.')[1] ?? '').length;
}

/** Kept, because making one takes a hundred times as long as using it. */
const formats: Intl.NumberFormat[] = [];

function formatOf(decimals: number): Intl.NumberFormat {
  formats[decimals] ??= new Intl.NumberFormat('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return formats[decimals];
}

function grouped(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return unknown;
  if (Math.abs(value) >= 1e15) return value.toExponential(2);
  const figure = formatOf(decimals).format(value);
  return /[1-9]/.test(figure) ? figure : figure.replace('-', '');
}
