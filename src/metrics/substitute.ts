import type { Located } from '../domain/outcome-map/located.ts';
import { own } from '../domain/text/own.ts';

/** Where a value comes from: the process's environment, or a test's. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface Substituted {
  tree: Located;
  /** The values that were inserted. */
  used: string[];
  /** Variables that are not set, or empty, and the parts of the file that use them. */
  missing: { name: string; node: Located }[];
}

/** `$${NAME}` stays `${NAME}`; anything else after `${` is left alone, because SQL and PromQL have their own. */
const reference = /\$?\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/**
 * Replaces `${NAME}` in texts of the file by variables. This happens after YAML is read, so that a variable's value
 * stays plain text.
 */
export function substitute(tree: Located, environment: Environment): Substituted {
  const used = new Set<string>();
  const missing: Substituted['missing'] = [];
  const walk = (node: Located): Located => {
    if (node.kind === 'list') return { ...node, items: node.items.map(walk) };
    if (node.kind === 'mapping') {
      const entries = [...node.entries].map(([key, entry]) => [key, { ...entry, node: walk(entry.node) }] as const);
      return { ...node, entries: new Map(entries) };
    }
    if (typeof node.value !== 'string') return node;
    const value = node.value.replace(reference, (whole, name: string) => {
      if (whole.startsWith('$$')) return whole.slice(1);
      const found = own(environment, name);
      if (found) used.add(found);
      else missing.push({ name, node });
      return found ?? '';
    });
    return { ...node, value };
  };
  return { tree: walk(tree), used: [...used], missing };
}
