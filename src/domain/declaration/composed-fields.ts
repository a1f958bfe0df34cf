import type { Place, Stray } from './declared-entries.ts';
import type { DeclaredField } from './declared-field.ts';
import { readsAsMovement } from './parse-expectation.ts';
import { parseWindow, takeWindow } from './parse-window.ts';
import { composed, isChange, type SaidPart, windowOf } from './said-in-parts.ts';
import { saysWindow } from './says-movement.ts';

export interface Placed {
  place: Place;
  field: DeclaredField;
}

/** A metric with nothing expected of it, or a window that no expectation lacks. */
export interface LeftPart {
  part: 'metric' | 'window';
  text: string;
  line: string;
}

/** Parts that may say one expectation together. */
interface Group {
  place: Place;
  key: 'expect' | 'guard';
  said: SaidPart[];
  lines: string[];
  /** Fields that it takes the place of, if it makes an expectation. */
  of: Placed[];
}

/**
 * The fields in the order of the text, with what is said without a key of ours: whole movements, and those whose metric, target and window
 * stand on lines or in cells of their own. An `Expect:` that lacks one of these is a part, too.
 */
export function composedFields(placed: Placed[], strays: Stray[]): { fields: DeclaredField[]; left: LeftPart[] } {
  const groups: Group[] = [];
  const whole: Placed[] = [];
  for (const one of [...placed, ...strays].sort(byPlace)) {
    const { place } = one;
    if ('field' in one) {
      const part = partOf(one.field);
      if (part) join(groups, { place, key: keyOf(one.field), said: [part], lines: [one.field.line], of: [one] });
    } else if (one.row) whole.push(...inRow(one.row, one));
    else if (one.part) join(groups, { place, key: 'expect', said: [one.part], lines: [one.text], of: [] });
    else whole.push({ place, field: unkeyed(one.text, one.text, saysWindow(one.text)) });
  }
  const read = groups.map((group) => ({ ...group, value: composed(group.said, group.key === 'guard') }));
  const replaced = new Set(read.flatMap(({ of, value }) => (value === undefined ? [] : of)));
  for (const { place, key, lines, value } of read)
    if (value !== undefined) whole.push({ place, field: { ...unkeyed(value, lines.join(', '), true), key } });
  const all = withWindows(
    [...placed.filter((one) => !replaced.has(one)), ...whole],
    read.filter((group) => isLeft(group) && group.said.some(({ part }) => part === 'window')),
  );
  const isAlone = !all.placed.some(({ field }) => field.key === 'expect');
  const lacking = read.flatMap(({ place, said, lines, of, value }): Placed[] => {
    const change = said.find(({ part }) => part === 'change' || part === 'to');
    if (value !== undefined || of.length > 0 || !change) return [];
    // The target of the key result may be written again.
    const changes = isChange(change.text);
    return changes || isAlone ? [{ place, field: unkeyed(change.text, lines.join(', '), changes && isAlone) }] : [];
  });
  return {
    fields: [...all.placed, ...lacking].sort(byPlace).map(({ field }) => field),
    left: read.filter((group) => isLeft(group) && !all.used.has(group)).flatMap(leftOf),
  };
}

type ReadGroup = Group & { value: string | undefined };

/** Nothing but a metric or a window. */
const isLeft = ({ value, of, said }: ReadGroup) =>
  value === undefined && of.length === 0 && !said.some(({ part }) => part === 'change' || part === 'to');

const leftOf = ({ said, lines }: ReadGroup): LeftPart[] =>
  said.flatMap(({ part, text }, index) =>
    part === 'metric' || part === 'window' ? [{ part, text, line: lines[index] ?? text }] : [],
  );

/** A window on a line of its own is that of the expectations in its company that have none. */
function withWindows(placed: Placed[], groups: ReadGroup[]): { placed: Placed[]; used: Set<ReadGroup> } {
  const used = new Set<ReadGroup>();
  const windowed = placed.map((one) => {
    const { field, place } = one;
    if (field.key !== 'expect' || !readsAsMovement(field.value) || takeWindow(field.value).window) return one;
    const group = groups.find(
      (other) => place.inOutcome === other.place.inOutcome && (place.inOutcome || place.run === other.place.run),
    );
    const within = group && windowOf(group.said.find(({ part }) => part === 'window')?.text);
    if (!group || !within || !takeWindow(`x ${within}`).window) return one;
    used.add(group);
    return {
      place,
      field: { ...field, value: `${field.value} ${within}`, line: `${field.line}, ${group.lines.join(', ')}` },
    };
  });
  return { placed: windowed, used };
}

const byPlace = (one: { place: Place }, other: { place: Place }) => one.place.at - other.place.at;
const keyOf = ({ key }: DeclaredField) => (key === 'guard' ? 'guard' : 'expect');

/** @param meant a metric that the map lacks is a mistake, and the bet is not green without it */
function unkeyed(value: string, line: string, meant: boolean): DeclaredField {
  return { key: 'expect', value, line, below: true, plain: !meant, inCompany: meant };
}

function partOf({ key, value, inCompany }: DeclaredField): SaidPart | undefined {
  if (!inCompany || (key !== 'expect' && key !== 'guard') || value.length > 100 || readsAsMovement(value))
    return undefined;
  const part = isChange(value) ? 'change' : 'days' in parseWindow(value) ? 'window' : 'metric';
  return { part, text: value };
}

/** A metric begins another one, and so does what has been said already. */
function join(groups: Group[], next: Group): void {
  const last = groups.at(-1);
  const [part] = next.said;
  const has = (one: SaidPart['part']) => last?.said.some(({ part }) => part === one) ?? false;
  const apart = last && !last.place.inOutcome && last.place.run !== next.place.run;
  if (!last || !part || apart || next.key === 'guard' || has(part.part)) groups.push(next);
  else {
    last.said.push(part);
    last.lines.push(...next.lines);
    last.of.push(...next.of);
  }
}

/** Before and after a change may be what somebody has measured: a metric that the map lacks is no mistake there. */
function inRow(row: readonly SaidPart[], { text, place, guards }: Stray): Placed[] {
  const value = composed(row, guards);
  if (value === undefined) return [];
  const measured = row.some(({ part }) => part === 'from');
  return [{ place, field: { ...unkeyed(value, text, !measured), key: guards ? 'guard' : 'expect' } }];
}
