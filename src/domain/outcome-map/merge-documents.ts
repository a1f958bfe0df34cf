import { lintRules } from './lint-rule.ts';
import { isEmpty, type Located, type LocatedList, type LocatedMapping, lookUp, textOf } from './located.ts';
import type { MapDocument } from './read-outcome-map.ts';

/** Lists whose entries are known by their id; every other list is replaced as a whole. */
const listsById = ['objectives', 'key_results', 'strategy'];

/**
 * What `override` says on top of `base`: mappings key by key (so metrics by name), objectives, key results and lines of the strategy by
 * id, other lists and values replaced; nothing after the colon replaces nothing. Every part keeps the place in the file that it came from.
 */
export function mergeDocuments(base: MapDocument, override: MapDocument): MapDocument {
  return {
    file: override.file,
    tree: mergeMappings(base.tree, override.tree),
    ...(base.extends ? { extends: base.extends } : {}),
  };
}

function mergeMappings(base: LocatedMapping, override: LocatedMapping): LocatedMapping {
  const entries = new Map(base.entries);
  for (const [key, entry] of override.entries) {
    const below = entries.get(key);
    entries.set(key, below ? { ...entry, node: merge(key, below.node, entry.node) } : entry);
  }
  return { ...override, entries };
}

function merge(key: string, base: Located, override: Located): Located {
  if (isEmpty(override)) return base;
  if (base.kind === 'mapping' && override.kind === 'mapping') return mergeMappings(base, override);
  if (base.kind === 'list' && override.kind === 'list' && areById(key, base, override))
    return mergeById(base, override);
  if (key === 'lint' && override.kind === 'mapping') return mergeMappings(forEachRule(base), override);
  return override;
}

function mergeById(base: LocatedList, override: LocatedList): LocatedList {
  const merged = new Map(base.items.map((item) => [idOf(item), item]));
  for (const item of override.items) {
    const below = merged.get(idOf(item));
    merged.set(idOf(item), below?.kind === 'mapping' && item.kind === 'mapping' ? mergeMappings(below, item) : item);
  }
  return { ...override, items: [...merged.values()] };
}

/** Lines of a strategy that have no ids of their own are known by their place, which another file would shift. */
function areById(key: string, base: LocatedList, override: LocatedList): boolean {
  if (key !== 'strategy') return listsById.includes(key);
  return [...base.items, ...override.items].every((item) => typeof idOf(item) === 'string');
}

/** One level for all rules of the lint, spelled out, so that a rule can be told apart from the rest. */
function forEachRule(base: Located): LocatedMapping {
  const { at } = base;
  return { kind: 'mapping', at, entries: new Map(lintRules.map((rule) => [rule, { at, node: base }])) };
}

/** An item without an id stays itself: it is its own key. */
function idOf(item: Located): unknown {
  return textOf(lookUp(item, ['id']).node)?.toLowerCase() ?? item;
}
