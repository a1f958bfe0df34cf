import { type Alias, isAlias, isMap, isScalar, isSeq, type ParsedNode, type YAMLMap } from 'yaml';
import { cut } from '../text/cut.ts';
import type { Located, LocatedMapping, Spot } from './located.ts';
import type { MapProblem } from './map-problem.ts';
import { quoted } from './quoted.ts';

export const mostNested = 20;
/** An alias counts as what it stands for, so that a small file cannot unfold into a huge one. */
const mostNodes = 100_000;

/** Builds the tree of one document, and lists what it refuses on the way. */
export class TreeBuilder {
  problems: MapProblem[] = [];
  /** What was built is not the whole: looking at it would find things missing that are there. */
  partial = false;
  private exhausted = false;
  private nodes = 0;
  private anchors = new Map<string, { node: Located; nodes: number }>();
  private spot: (offset: number) => Spot;

  constructor(spot: (offset: number) => Spot) {
    this.spot = spot;
  }

  build(node: ParsedNode | null, fallback: number, depth: number): Located {
    const at = this.spot(node?.range[0] ?? fallback);
    const before = this.nodes;
    this.count(1, at);
    if (depth > mostNested) this.exhaust(at, 'nested too deeply', `at most ${mostNested} levels`);
    if (this.exhausted || !node) return { kind: 'scalar', value: null, at };
    if (isAlias(node)) return this.unfold(node, at);
    const built = this.buildOwn(node, at, depth);
    if (node.anchor) this.anchors.set(node.anchor, { node: built, nodes: this.nodes - before });
    return built;
  }

  private buildOwn(node: Exclude<ParsedNode, Alias.Parsed>, at: Spot, depth: number): Located {
    if (isMap(node)) return this.buildMapping(node as YAMLMap.Parsed, at, depth);
    if (isSeq(node)) {
      const items = node.items.map((item) => this.build(item as ParsedNode, node.range[0], depth + 1));
      return { kind: 'list', items, at };
    }
    const value = isScalar(node) ? node.value : null;
    const known = value === null || ['string', 'number', 'boolean'].includes(typeof value);
    const source =
      typeof value === 'number' && isScalar(node) && node.source !== String(value) ? node.source : undefined;
    return {
      kind: 'scalar',
      value: known ? (value as string | number | boolean | null) : String(value),
      ...(source === undefined ? {} : { source }),
      at,
    };
  }

  private buildMapping(node: YAMLMap.Parsed, at: Spot, depth: number): LocatedMapping {
    const entries: LocatedMapping['entries'] = new Map();
    for (const { key, value } of node.items) {
      if (this.exhausted) break;
      const offset = key?.range[0] ?? node.range[0];
      const keyAt = this.spot(offset);
      const child = this.build(value, offset, depth + 1);
      const name = isScalar(key) && key.value !== null ? String(key.source ?? key.value) : undefined;
      const earlier = name === undefined ? undefined : entries.get(name);
      if (name === undefined) this.refuse(keyAt, 'a key that is not a name', 'a name before the colon');
      else if (name === '<<') this.refuse(keyAt, 'a merge key `<<`', 'the keys written out, or `_extends`');
      else if (earlier)
        this.refuse(keyAt, `${quoted(name)} is here twice, first on line ${earlier.at.line}`, 'each key once');
      else entries.set(name, { at: keyAt, node: child });
    }
    return { kind: 'mapping', entries, at };
  }

  private unfold(alias: Alias.Parsed, at: Spot): Located {
    const target = this.anchors.get(alias.source);
    if (!target) {
      this.refuse(
        at,
        `the alias ${quoted(`*${alias.source}`)} stands for nothing above it`,
        /[*/.]/.test(alias.source)
          ? `quotes around a pattern: \`"*${cut(alias.source, 60)}"\``
          : 'an anchor above it, complete before the alias',
      );
      this.partial = true;
      return { kind: 'scalar', value: null, at };
    }
    this.count(target.nodes, at);
    return { ...target.node, at };
  }

  private count(nodes: number, at: Spot): void {
    this.nodes += nodes;
    if (this.nodes > mostNodes) this.exhaust(at, 'more parts than fit in an outcome map', 'fewer entries and aliases');
  }

  private exhaust(at: Spot, what: string, expected: string): void {
    if (!this.exhausted) this.refuse(at, what, expected);
    this.exhausted = true;
    this.partial = true;
  }

  private refuse(at: Spot, what: string, expected: string): void {
    this.problems.push({ ...at, what, expected });
  }
}
