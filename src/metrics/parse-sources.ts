import { sourceName } from '../domain/metric/source-name.ts';
import { child, isEmpty, type Located, type LocatedMapping, plain, type Spot } from '../domain/outcome-map/located.ts';
import type { MapProblem } from '../domain/outcome-map/map-problem.ts';
import { nearest } from '../domain/outcome-map/nearest.ts';
import { quoted } from '../domain/outcome-map/quoted.ts';
import { readYaml } from '../domain/outcome-map/read-yaml.ts';
import { nameExpected } from './connection-config.ts';
import type { Connector, Place } from './connector.ts';
import { explainIssue } from './explain-issue.ts';
import { networkExpected, networkSchema } from './network/network-config.ts';
import { registry } from './registry.ts';
import type { Connection, Sources } from './sources.ts';
import { type Environment, substitute } from './substitute.ts';

/** A file of sources as it is written. */
export interface SourcesText {
  /** The file's name in messages. */
  file: string;
  text: string;
  environment: Environment;
  place: Place;
}

const keys = ['connections', 'network'];

type Result<T> = { value: T } | { problems: MapProblem[] };

/**
 * The operator's connections, or everything that is wrong with the file, in the order of lines. Nothing is connected
 * to.
 */
export function parseSources({ file, text, environment, place }: SourcesText): Result<Sources> {
  const { tree, problems } = readYaml(file, text);
  if (problems.length > 0) return { problems: problems.map(withoutSource) };
  if (!tree || isEmpty(tree)) return { value: new Map() };
  if (tree.kind !== 'mapping')
    return problem(tree.at, 'the file is not a mapping', '`connections:` and what follows it');

  const others = [...tree.entries].filter(([key]) => !keys.includes(key));
  const unknown = others.map(([key, { at }]) => ({
    ...at,
    what: `${quoted(key)} is not a key of this file`,
    expected: quoted(nearest(key, keys) ?? 'connections'),
  }));
  const network = child(tree, 'network');
  const told = networkSchema.optional().safeParse(network && plain(network.node));
  if (network && !told.success)
    unknown.push({ ...network.node.at, what: '`network` cannot be used', expected: networkExpected });
  const connections = child(tree, 'connections');
  if (connections && !isEmpty(connections.node) && connections.node.kind !== 'mapping')
    return problem(connections.node.at, '`connections` is not a mapping', 'connections by name');
  const entries = connections?.node.kind === 'mapping' ? [...connections.node.entries] : [];

  const sources = new Map<string, Connection>();
  const found: MapProblem[] = [...unknown];
  for (const [name, entry] of entries) {
    const result = connectionOf(name, entry, environment, { ...place, ...(told.data && { network: told.data }) });
    if ('value' in result) sources.set(name, result.value);
    else found.push(...result.problems);
  }
  if (found.length === 0) return { value: sources };
  return { problems: found.sort((one, other) => one.line - other.line || one.column - other.column) };
}

function connectionOf(
  name: string,
  entry: { at: Spot; node: Located },
  environment: Environment,
  place: Place,
): Result<Connection> {
  const path = ['connections', name];
  const label = quoted(path.join('.'));
  if (!sourceName.test(name))
    return problem(entry.at, `${quoted(name)} cannot be the name of a connection`, nameExpected);
  if (entry.node.kind !== 'mapping')
    return problem(entry.at, `${label} is not a mapping`, '`type: ...` and what it needs');

  const { tree, used, missing } = substitute(entry.node, environment);
  if (missing.length > 0)
    return {
      problems: missing.map(({ name: variable, node }) => ({
        ...node.at,
        what: `the environment has no variable ${quoted(variable)}, or an empty one`,
        expected: 'a value for it',
      })),
    };
  const type = typeOf(tree as LocatedMapping, label, entry.at);
  if ('problems' in type) return type;

  const parsed = type.value.config.safeParse(plain(tree));
  if (!parsed.success) {
    const root = under(path, tree, entry.at);
    return { problems: parsed.error.issues.flatMap((issue) => explainIssue(root, path, issue)) };
  }
  const { owners, timezone, timeout, max_rows, scan, reads_a_day: readsADay, queries } = parsed.data;
  return {
    value: {
      ...(owners ? { owners: owners.map((owner) => (typeof owner === 'string' ? owner.toLowerCase() : owner)) } : {}),
      timezone,
      timeout,
      maxRows: max_rows,
      ...(scan === 'billed' ? { isBilledByScan: true as const } : {}),
      ...(readsADay === undefined ? {} : { readsADay }),
      ...(queries ? { queries: new Set(queries.keys()) } : {}),
      source: type.value.open(parsed.data, place),
      secrets: used,
    },
  };
}

function typeOf(connection: LocatedMapping, label: string, at: Spot): Result<Connector> {
  const node = child(connection, 'type')?.node;
  const types = [...registry.keys()];
  const all = `one of ${types.map(quoted).join(', ')}`;
  if (!node || isEmpty(node)) return problem(node?.at ?? at, `${label} has no \`type\``, all);
  const type = node.kind === 'scalar' ? String(node.value) : '';
  const connector = registry.get(type);
  if (connector) return { value: connector };
  const meant = nearest(type, types);
  return problem(node.at, `the \`type\` of ${label} is not known`, meant ? quoted(meant) : all);
}

/** The connection in its place in the whole file, so that places are found by the whole path. */
function under([first = '', second = '']: string[], tree: Located, at: Spot): Located {
  const inner: Located = { kind: 'mapping', entries: new Map([[second, { at, node: tree }]]), at };
  return { kind: 'mapping', entries: new Map([[first, { at, node: inner }]]), at };
}

/** The YAML reader quotes what it cannot read, which may be an unquoted password that begins with `*`, `!` or `@`. */
function withoutSource(found: MapProblem): MapProblem {
  if (found.what.startsWith('the alias ')) return { ...found, what: 'an alias stands for nothing above it' };
  return { ...found, what: found.what.replace(/^((?:not valid YAML: )?[^:]*):.*$/s, '$1') };
}

function problem(at: Spot, what: string, expected: string): { problems: MapProblem[] } {
  return { problems: [{ ...at, what, expected }] };
}
