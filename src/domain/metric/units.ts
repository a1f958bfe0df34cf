/** Units that measure the same, each in the first of them. */
const kinds: Record<string, [string, number][]> = {
  time: [
    ['s sec secs second seconds sekunde sekunden secondes segundos secondi seconden с сек секунд секунды 秒 초', 1],
    [
      'ms msec msecs millis millisecond milliseconds millisekunde millisekunden millisecondes milisegundos millisecondi milliseconden мс миллисекунд мілісекунд 毫秒 ミリ秒 밀리초',
      1e-3,
    ],
    ['µs μs us microsecond microseconds', 1e-6],
    ['ns nanosecond nanoseconds', 1e-9],
    [
      'min mins minute minutes minuten minutos minuti minuter minuut minut minuty мин минут минуты хв хвилин 分 分钟 分鐘 분',
      60,
    ],
    ['h hr hrs hour hours stunde stunden heures horas ore uur час часа часов 小时 時間 시간', 3600],
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
