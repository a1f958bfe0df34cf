/** Where something stands in a file; line and column count from 1. */
export interface Spot {
  file: string;
  line: number;
  column: number;
}

/** A parsed file in which every part knows its place. Merging keeps the places, so a problem of the whole is shown in the right file. */
export type Located = LocatedScalar | LocatedList | LocatedMapping;

interface LocatedScalar {
  kind: 'scalar';
  value: string | number | boolean | null;
  /** A number as it is written, where that says more than its value. */
  source?: string;
  at: Spot;
}

export interface LocatedList {
  kind: 'list';
  items: Located[];
  at: Spot;
}

export interface LocatedMapping {
  kind: 'mapping';
  /** `at` of an entry is its key's place. */
  entries: Map<string, { at: Spot; node: Located }>;
  at: Spot;
}

/** The same as plain values, for the schema. */
export function plain(node: Located): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plain);
  return Object.fromEntries([...node.entries].map(([key, entry]) => [key, plain(entry.node)]));
}

/** The part at the path, and the place to show for it: the value's; without a value, that of the nearest key above it. */
export function lookUp(root: Located, path: PropertyKey[]): { node?: Located; at: Spot } {
  let node = root;
  let key = root.at;
  for (const step of path) {
    const found = child(node, step);
    if (!found) return { at: key };
    key = found.at;
    node = found.node;
  }
  return { node, at: isEmpty(node) ? key : node.at };
}

export function child(node: Located | undefined, step: PropertyKey): { at: Spot; node: Located } | undefined {
  if (node?.kind === 'mapping') return node.entries.get(String(step));
  const item = node?.kind === 'list' ? node.items[Number(step)] : undefined;
  return item && { at: item.at, node: item };
}

/** Nothing stands after the colon. */
export function isEmpty(node: Located): boolean {
  return node.kind === 'scalar' && node.value === null;
}

/** The text of a scalar that is text; undefined for everything else. */
export function textOf(node: Located | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}
