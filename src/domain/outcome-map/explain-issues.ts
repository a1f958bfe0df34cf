import type { z } from 'zod';
import { child, isEmpty, type Located, type LocatedMapping, lookUp, plain, textOf } from './located.ts';
import type { MapProblem } from './map-problem.ts';
import { metricNameExpected, metricSchema } from './map-schema.ts';
import { nearest } from './nearest.ts';
import { quoted } from './quoted.ts';

type Issue = z.core.$ZodIssue;

/**
 * What the schema has against the tree, in words and with places.
 * `whole`: no other file adds to it, so what is required must be here.
 */
export function explainIssues(tree: LocatedMapping, issues: Issue[], whole: boolean): MapProblem[] {
  return [...issues, ...passedOver(tree)].flatMap((issue) => explain(tree, issue, whole));
}

/** zod's records pass over one name in silence; it is no better than any other that begins with `_`. */
function passedOver(tree: LocatedMapping): Issue[] {
  const name = '__proto__';
  if (!child(child(tree, 'metrics')?.node, name)) return [];
  return [{ code: 'invalid_key', origin: 'record', issues: [], path: ['metrics', name], message: metricNameExpected }];
}

function explain(tree: LocatedMapping, issue: Issue, whole: boolean): MapProblem[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(tree, issue, key));
  if (issue.code === 'invalid_key') return unusableName(tree, issue, whole);
  if (issue.code === 'invalid_union') {
    const meant = formMeant(issue.errors);
    if (meant) return meant.flatMap((inner) => explain(tree, below(issue, inner), whole));
  }
  const { node, at } = lookUp(tree, issue.path);
  const path = inWords(tree, issue.path);
  if (node) return [{ ...at, what: `${path} is ${valueInWords(node)}`, expected: issue.message }];
  return whole ? [{ ...at, what: `${path} is missing`, expected: issue.message }] : [];
}

/** Of several forms, the only one whose kind of value (text, list, mapping) is the one found: what is wrong lies inside it. */
function formMeant(forms: Issue[][]): Issue[] | undefined {
  const meant = forms.filter(
    (issues) => !issues.some(({ path, code }) => path.length === 0 && wrongKind.includes(code)),
  );
  return meant.length === 1 ? meant[0] : undefined;
}

const wrongKind = ['invalid_type', 'invalid_value'];

function below(parent: Issue, issue: Issue): Issue {
  return { ...issue, path: [...parent.path, ...issue.path] };
}

/** The message of such an issue lists the keys that exist. */
function unknownKey(tree: LocatedMapping, issue: Issue, key: string): MapProblem {
  const { node, at } = lookUp(tree, issue.path);
  const entry = child(node, key);
  const known = issue.message.split(' ');
  const meant = nearest(key, known);
  return {
    ...(entry?.at ?? at),
    what: `${quoted(key)} is not a key of ${issue.path.length > 0 ? inWords(tree, issue.path) : 'an outcome map'}`,
    // Between braces a comma ends the value: { from: 1,200 } is from 1 and a key 200.
    expected:
      /^\d/.test(key) && entry && isEmpty(entry.node)
        ? key.endsWith('%')
          ? 'a decimal point: `3.1%`'
          : 'quotes around a figure with a comma: `"1,200"`'
        : meant
          ? quoted(meant)
          : `one of ${known.map(quoted).join(', ')}`,
  };
}

/** The schema does not look below a name that it refuses; people want to hear everything at once. */
function unusableName(tree: LocatedMapping, issue: Issue, whole: boolean): MapProblem[] {
  const { path, message } = issue;
  const parent = lookUp(tree, path.slice(0, -1)).node;
  const name = String(path.at(-1));
  const entry = child(parent, name);
  if (!entry) return [];
  const inner = metricSchema.safeParse(plain(entry.node)).error?.issues ?? [];
  return [
    { ...entry.at, what: `${quoted(name)} cannot be the name of a metric`, expected: message },
    ...inner.flatMap((inside) => explain(tree, below(issue, inside), whole)),
  ];
}

/** `objectives.O1.key_results.KR1.by`: entries of a list by their id, else by their number. */
function inWords(tree: LocatedMapping, path: PropertyKey[]): string {
  let node: Located | undefined = tree;
  const steps: string[] = [];
  for (const step of path) {
    const next: Located | undefined = child(node, step)?.node;
    steps.push(node?.kind === 'list' ? (textOf(child(next, 'id')?.node) ?? `#${Number(step) + 1}`) : String(step));
    node = next;
  }
  return steps.length > 0 ? quoted(steps.join('.')) : 'the file';
}

function valueInWords(node: Located): string {
  if (isEmpty(node)) return 'empty';
  if (node.kind === 'list') return `a list of ${node.items.length}`;
  if (node.kind === 'mapping') return `a mapping of ${node.entries.size}`;
  return quoted(String(node.value));
}
