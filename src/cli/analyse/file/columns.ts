import { isMissing, writtenFigure } from '../../../metrics/figures/written-figure.ts';
import type { TableRow } from '../../../metrics/table/read-table.ts';
import { looksLikeTime, parseTime } from '../../../metrics/times/read-times.ts';
import { writtenTime } from '../../../metrics/times/written-time.ts';
import { isRemark } from './aside.ts';
import { isHourOfDay } from './hour-column.ts';
import { UnreadableFile } from './row.ts';

const timeNames = ['t', 'time', 'date', 'day', 'hour', 'timestamp', 'ds', 'datetime'];
/** Numbers are times only under such a header. */
const timelike = /date|time|day|hour|stamp|datum|fecha|data|jour|giorno|tag|dia|日|^t$|^ts$|^ds$|_at$|_ts$/iu;
/** Columns that belong to a metric's figure, and are not metrics of their own. */
const parts = new Set(['metric', 'numerator', 'denominator', 'mean', 'stddev', 'n']);
/** How many rows decide about a column. */
const looked = 200;

/** The place of each header, in lowercase. */
type Places = ReadonlyMap<string, number>;

/** Which rows and columns hold the metric, and its name; without one it is called by its file. */
export interface Choice {
  rows: readonly TableRow[];
  time: number;
  form: 'value' | 'ratio' | 'mean';
  /** The column of the figure, and those that belong to it, by their roles. */
  columns: Record<string, number>;
  name?: string;
}

function placesOf(columns: readonly string[]): Places {
  const places = new Map<string, number>();
  for (const [place, header] of columns.entries()) {
    const name = header.toLowerCase();
    if (name !== '' && places.has(name)) throw new UnreadableFile(`there are two columns ${header}`);
    if (name !== '') places.set(name, place);
  }
  return places;
}

/** Finds the metric in a table. Throws an UnreadableFile that says what to write. */
export function chooseColumns(
  headers: readonly string[],
  rows: readonly TableRow[],
  wanted: { metric?: string | undefined; time?: string | undefined },
): Choice {
  const places = placesOf(headers);
  const time = timeColumn(headers, rows, places, wanted.time);
  const candidates = valueColumns(headers, rows, time);
  const named = places.get('metric');
  if (named !== undefined && named !== time) {
    const names = [...new Set(rows.map(({ cells }) => cells[named] as string))];
    if (wanted.metric === undefined && names.length > 1) throw several(names);
    const name = wanted.metric ?? (names[0] as string);
    if (!names.includes(name)) throw new UnreadableFile(`there is no metric ${name}; there are ${listed(names)}`);
    const own = rows.filter(({ cells }) => cells[named] === name);
    return { rows: own, time, name, ...(ownColumns(places) ?? single(headers, candidates)) };
  }
  if (wanted.metric !== undefined) {
    const place = places.get(wanted.metric.toLowerCase());
    if (place === undefined || place === time)
      throw new UnreadableFile(`there is no column ${wanted.metric}; there are ${listed(headers.filter(Boolean))}`);
    return { rows, time, name: headers[place] as string, ...formOf(place, places) };
  }
  const own = ownColumns(places);
  if (own) return { rows, time, ...own };
  const { name, ...found } = single(headers, candidates);
  return { rows, time, ...found, ...(name.startsWith('column ') || name === '' ? {} : { name }) };
}

function ownColumns(places: Places): Pick<Choice, 'form' | 'columns'> | undefined {
  const place = places.get('value');
  if (place !== undefined) return formOf(place, places);
  const [numerator, denominator, mean] = ['numerator', 'denominator', 'mean'].map((name) => places.get(name));
  if (numerator !== undefined && denominator !== undefined)
    return { form: 'ratio', columns: { numerator, denominator } };
  return mean === undefined ? undefined : formOf(mean, places);
}

function formOf(place: number, places: Places): Pick<Choice, 'form' | 'columns'> {
  const [stddev, n] = [places.get('stddev'), places.get('n')];
  if (place === places.get('mean') && stddev !== undefined && n !== undefined)
    return { form: 'mean', columns: { mean: place, stddev, n } };
  const isOwn = place === places.get('value') || place === places.get('mean');
  return { form: 'value', columns: { value: place, ...(isOwn && n !== undefined ? { n } : {}) } };
}

function single(headers: readonly string[], candidates: number[]) {
  const [place, another] = candidates;
  if (place === undefined)
    throw new UnreadableFile('there is no column of values; value, or numerator and denominator, is expected');
  if (another !== undefined) throw several(candidates.map((candidate) => headers[candidate] as string));
  return { form: 'value' as const, columns: { value: place }, name: headers[place] as string };
}

const listed = (names: readonly string[]) => names.slice(0, 10).join(', ');
const several = (names: readonly string[]) =>
  new UnreadableFile(`there are several metrics, choose one with --metric: ${listed(names)}`);

/** The column that is named, else one with a usual name, else the only one that holds times. */
function timeColumn(
  headers: readonly string[],
  rows: readonly TableRow[],
  places: Places,
  wanted: string | undefined,
): number {
  if (wanted !== undefined) {
    const place = places.get(wanted.toLowerCase());
    if (place !== undefined) return place;
    throw new UnreadableFile(`there is no column ${wanted} for --time; there are ${listed(headers.filter(Boolean))}`);
  }
  const usual = timeNames.flatMap((name) => places.get(name) ?? []);
  const shown = rows.slice(0, looked);
  const holding = headers.flatMap((header, place) => (holdsTimes(shown, place, timelike.test(header)) ? [place] : []));
  const best = usual.find((place) => holding.includes(place));
  if (best !== undefined) return best;
  // The bounds of a report, which are the same in every row.
  const changing = holding.filter((place) => new Set(shown.map(({ cells }) => cells[place])).size > 1);
  const [only, another] = changing.length === 1 ? changing : holding;
  if (only !== undefined && another === undefined) return only;
  if (only !== undefined)
    throw new UnreadableFile(
      `several columns hold times, choose one with --time: ${listed(holding.map((i) => headers[i] ?? ''))}`,
    );
  // Its other cells are then reported one by one.
  if (usual[0] !== undefined) return usual[0];
  const nth = headers.find((header) => /^nth (?:day|hour|week)$/i.test(header));
  if (nth !== undefined)
    throw new UnreadableFile(
      `${nth} counts from the start of the report: export a table with the column Date in its place`,
    );
  throw new UnreadableFile(
    `no column holds times; one is expected, such as date with 2026-10-01, or --time with the name of the column (there are ${listed(headers.filter(Boolean))})`,
  );
}

const isNumber = (cell: string) => /^\d+(?:\.\d*)?$/.test(cell);

/** Nine of ten cells are times, apart from a few lines of words. */
function holdsTimes(rows: readonly TableRow[], place: number, mayBeNumbers: boolean): boolean {
  const filled = rows.map(({ cells }) => cells[place] as string).filter((cell) => cell !== '');
  const cells = filled.filter((cell) => !isRemark(cell));
  const isTime = (cell: string) =>
    isNumber(cell) ? mayBeNumbers && parseTime(cell, 'UTC') !== undefined : writtenTime(cell) !== undefined;
  const times = cells.filter(isTime);
  return cells.length >= 0.5 * filled.length && times.length > 0 && times.length >= 0.9 * cells.length;
}

/** The columns that may be metrics: numbers, and neither the time, nor a part of a metric, nor a count of the rows. */
function valueColumns(headers: readonly string[], rows: readonly TableRow[], time: number): number[] {
  const shown = rows.slice(0, looked);
  const others = headers.flatMap((header, place) =>
    place === time || parts.has(header.toLowerCase()) || isBlank(shown, place) ? [] : [place],
  );
  const figures = others.filter((place) => holdsFigures(shown, place));
  const metrics = figures.filter(
    (place) => headers[place] !== '' && !countsRows(shown, place) && !isHourOfDay(headers[place], shown, place),
  );
  if (metrics.length > 0) return metrics;
  // Of how many, if there is a figure beside it; alone it is one, as R names what it counts.
  const count = headers.findIndex((header, place) => header.toLowerCase() === 'n' && place !== time);
  if (count >= 0 && holdsFigures(shown, count)) return [count];
  return figures.length > 0 ? figures : others;
}

const isBlank = (rows: readonly TableRow[], place: number) => rows.every(({ cells }) => cells[place] === '');

function holdsFigures(rows: readonly TableRow[], place: number): boolean {
  const cells = rows.map(({ cells }) => cells[place] as string).filter((cell) => !isMissing(cell));
  return cells.filter((cell) => writtenFigure(cell) !== undefined && !looksLikeTime(cell)).length > 0.5 * cells.length;
}

/** 0, 1, 2 ... or 1, 2, 3 ...: an index. */
function countsRows(rows: readonly TableRow[], place: number): boolean {
  const first = Number(rows[0]?.cells[place]);
  return (
    rows.length > 2 && (first === 0 || first === 1) && rows.every(({ cells }, i) => Number(cells[place]) === first + i)
  );
}
