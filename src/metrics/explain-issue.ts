import type { z } from 'zod';
import { child, isEmpty, type Located, lookUp } from '../domain/outcome-map/located.ts';
import type { MapProblem } from '../domain/outcome-map/map-problem.ts';
import { nearest } from '../domain/outcome-map/nearest.ts';
import { quoted } from '../domain/outcome-map/quoted.ts';

type Issue = z.core.$ZodIssue;

/**
 * A connector schema's complaints about its part of the file at `path`, with places. Values are never shown: they may
 * be secrets.
 */
export function explainIssue(tree: Located, path: PropertyKey[], issue: Issue): MapProblem[] {
  const { node, at, steps } = reach(tree, [...path, ...issue.path]);
  const name = quoted(steps.join('.'));
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => {
      const known = issue.message.split(' ');
      const meant = nearest(key, known);
      return {
        ...(child(node, key)?.at ?? at),
        what: `${quoted(key)} is not a key of ${name}`,
        expected: meant ? quoted(meant) : `one of ${known.map(quoted).join(', ')}`,
      };
    });
  if (issue.code === 'invalid_key') {
    const key = steps.at(-1);
    const spot = child(lookUp(tree, steps.slice(0, -1)).node, key ?? '')?.at ?? at;
    return [{ ...spot, what: `${quoted(String(key))} cannot be a name here`, expected: issue.message }];
  }
  return [{ ...at, what: `${name} ${faultOf(node, issue)}`, expected: issue.message }];
}

function faultOf(node: Located | undefined, { code }: Issue): string {
  if (!node) return 'is missing';
  if (isEmpty(node)) return 'is empty';
  if (node.kind === 'scalar') return 'cannot be used';
  if (code === 'custom') return 'does not fit together';
  return node.kind === 'list' ? 'is a list' : 'is a mapping';
}

/** A text in place of a whole mapping is as deep as the file goes. */
function reach(tree: Located, path: PropertyKey[]): { node?: Located; at: MapProblem; steps: PropertyKey[] } {
  for (let depth = 0; depth < path.length; depth++) {
    const steps = path.slice(0, depth);
    const { node, at } = lookUp(tree, steps);
    if (node?.kind === 'scalar' && !isEmpty(node)) return { node, at: at as MapProblem, steps };
  }
  const { node, at } = lookUp(tree, path);
  return { ...(node ? { node } : {}), at: at as MapProblem, steps: path };
}
