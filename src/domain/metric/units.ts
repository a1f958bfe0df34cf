/** Units that measure the same, each in the first of them. */
const kinds: Record<string, [string, number][]> = {
  time: [
    ['s sec secs second seconds sekunde sekunden', 1],
    ['ms msec msecs millisecond milliseconds', 1e-3],
    ['µs μs us microsecond microseconds', 1e-6],
    ['ns nanosecond nanoseconds', 1e-9],
    ['min mins minute minutes minuten', 60],
    ['h hr hrs hour hours stunden', 3600],
    ['d day days tage', 86_400],
  ],
  size: [
    ['b byte bytes', 1],
    ['kb kilobyte kilobytes', 1e3],
    ['mb megabyte megabytes', 1e6],
    ['gb gigabyte gigabytes', 1e9],
    ['tb terabyte terabytes', 1e12],
    ['kib', 1024],
    ['mib', 1024 ** 2],
    ['gib', 1024 ** 3],
  ],
  share: [
    ['ratio', 1],
    ['% percent percentage', 1e-2],
    ['‰ permille', 1e-3],
    ['bp bps', 1e-4],
  ],
  usd: [['usd $ us$ dollar dollars', 1]],
  eur: [['eur € euro euros', 1]],
  gbp: [['gbp £ pound pounds', 1]],
  jpy: [['jpy ¥ yen', 1]],
};

export type UnitKind = 'time' | 'size' | 'share' | 'money';

interface Unit {
  kind: string;
  size: number;
}

const units = new Map<string, Unit>(
  Object.entries(kinds).flatMap(([kind, list]) =>
    list.flatMap(([names, size]) => names.split(' ').map((name): [string, Unit] => [name, { kind, size }])),
  ),
);

const unitOf = (written: string) => units.get(written.toLowerCase().replace(/^basis points?$/, 'bps'));

/** What a unit measures. Undefined for those of nobody else, such as `orders`. */
export function kindOf(written: string): UnitKind | undefined {
  const kind = unitOf(written)?.kind;
  return kind === 'time' || kind === 'size' || kind === 'share' || kind === undefined ? kind : 'money';
}

/** By what a figure in one unit is multiplied to be one in another; undefined where that cannot be. */
export function factorBetween(from: string, to: string): number | undefined {
  if (from.toLowerCase() === to.toLowerCase()) return 1;
  const [one, other] = [unitOf(from), unitOf(to)];
  return one && other && one.kind === other.kind ? one.size / other.size : undefined;
}

/** A figure in another unit, without the dust of floating point. */
export const scaled = (value: number, factor: number): number =>
  factor === 1 ? value : Number((value * factor).toPrecision(12));
