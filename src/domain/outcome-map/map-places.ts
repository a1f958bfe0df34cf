import { child, type Located, type LocatedMapping, lookUp, type Spot, textOf } from './located.ts';

/** Where the parts of a map stand in the file that says them last; a part that is not written is shown at what it belongs to. */
export interface MapPlaces {
  metric(name: string, key?: string): Spot;
  objective(id: string, key?: string): Spot;
  keyResult(id: string, key?: string): Spot;
  /** Of anything else, by its path. */
  at(path: PropertyKey[]): Spot;
  /** The figure of a key result as it is written: `1.200`, which is read as 1.2. */
  figure(id: string, end: 'from' | 'to'): string | undefined;
}

export function mapPlaces(tree: LocatedMapping): MapPlaces {
  const metrics = child(tree, 'metrics')?.node;
  const objectives = byId(tree, 'objectives');
  const keyResults = new Map([...objectives.values()].flatMap((objective) => [...byId(objective, 'key_results')]));
  const placeIn = (items: Map<string, Located>) => (id: string, key?: string) => {
    const item = items.get(id);
    if (!item) return tree.at;
    const own = key === undefined ? undefined : lookUp(item, [key]);
    return own?.node ? own.at : lookUp(item, ['id']).at;
  };
  return {
    metric(name, key) {
      const entry = child(metrics, name);
      const own = key === undefined || !entry ? undefined : lookUp(entry.node, [key]);
      return own?.node ? own.at : (entry?.at ?? tree.at);
    },
    objective: placeIn(objectives),
    keyResult: placeIn(keyResults),
    at: (path) => lookUp(tree, path).at,
    figure(id, end) {
      const node = child(keyResults.get(id), end)?.node;
      return node?.kind === 'scalar' ? (node.source ?? textOf(node)) : undefined;
    },
  };
}

function byId(node: Located, key: string): Map<string, Located> {
  const list = child(node, key)?.node;
  const items = list?.kind === 'list' ? list.items : [];
  return new Map(items.map((item) => [textOf(child(item, 'id')?.node) ?? '', item]));
}
