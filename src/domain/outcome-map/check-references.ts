import { factorBetween } from '../metric/units.ts';
import { checkLimits } from './check-limits.ts';
import { rhythms } from './digest/plan.ts';
import { figurePattern, readFigure } from './figure.ts';
import { findCycles } from './find-cycles.ts';
import { child, isEmpty, type Located, type LocatedMapping, lookUp, type Spot, textOf } from './located.ts';
import type { MapProblem } from './map-problem.ts';
import { autoControls, strategyId } from './map-schema.ts';
import { type Metrics, metricsOf, unitOf, unknown } from './metrics-in-tree.ts';
import { nearest } from './nearest.ts';
import { calm, quoted } from './quoted.ts';

const mostCycles = 20;
/** Finding the nearest name costs a comparison with every metric. */
const mostLookedUp = 250;

/**
 * What no part of the map can tell alone: names that lead nowhere, ids used twice, circles, figures in the wrong unit. Reads the tree
 * itself and passes over what is malformed, so that these problems show together with those of the form.
 * `whole`: no other file adds to it, so a name that is not here is nowhere.
 */
export function checkReferences(tree: LocatedMapping, whole: boolean): MapProblem[] {
  const metrics = metricsOf(tree);
  const objectives = itemsOf(tree, 'objectives');
  const strategy = strategyOf(tree);
  const keyResults = objectives.flatMap((objective) => itemsOf(objective, 'key_results'));
  return [
    ...(whole
      ? [
          ...unknownDrives(metrics),
          ...unknownControls(metrics),
          ...unknownMetrics(keyResults, metrics),
          ...unknownStrategy(objectives, strategy),
          ...neverDue(tree),
        ]
      : []),
    ...circles(metrics),
    ...twice(strategy, 'line of the strategy'),
    ...usedTwice(objectives, 'objective'),
    ...usedTwice(keyResults, 'key result'),
    ...keyResults.flatMap((keyResult) => wrongUnits(keyResult, metrics, whole)),
    ...checkLimits(tree, metrics, whole),
  ];
}

/** A digest that says where, and not when. */
function neverDue(tree: Located): MapProblem[] {
  const digest = child(tree, 'digest')?.node;
  if (digest?.kind !== 'mapping' || rhythms.some((rhythm) => child(digest, rhythm))) return [];
  return [
    {
      ...digest.at,
      what: '`digest` does not say when it is due',
      expected: '`weekly: "mon 09:00"`, `monthly: "1 09:00"` or `quarterly: "1 09:00"`',
    },
  ];
}

function itemsOf(node: Located, key: string): Located[] {
  const list = child(node, key)?.node;
  return list?.kind === 'list' ? list.items : [];
}

/** The lines of the strategy by id, as written or by their place. */
function strategyOf(tree: Located): { id: string; at: Spot }[] {
  const node = child(tree, 'strategy')?.node;
  const lines = node?.kind === 'list' ? node.items : node && !isEmpty(node) ? [node] : [];
  return lines.map((line, index) => {
    const { node: own, at } = lookUp(line, ['id']);
    return { id: textOf(own) ?? strategyId(index), at };
  });
}

/** The names under a key, be it one or a list. */
function namesUnder(metric: Located, key: 'drives' | 'controls' | 'serves'): { name: string; at: Spot }[] {
  const named = child(metric, key)?.node;
  const nodes = named?.kind === 'list' ? named.items : named ? [named] : [];
  return nodes.flatMap((node) => {
    const name = textOf(node);
    return name === undefined ? [] : [{ name, at: node.at }];
  });
}

function unknownDrives(metrics: Metrics): MapProblem[] {
  const strays = [...metrics].flatMap(([from, { node }]) =>
    namesUnder(node, 'drives').flatMap((target) => (metrics.has(target.name) ? [] : [{ from, ...target }])),
  );
  return strays
    .slice(0, mostLookedUp)
    .map(({ from, name, at }) =>
      unknown(at, `${quoted(from)} drives ${quoted(name)}, which is not in the map`, name, metrics),
    );
}

function unknownControls(metrics: Metrics): MapProblem[] {
  return [...metrics]
    .flatMap(([of, { node }]) => namesUnder(node, 'controls').map((control) => ({ of, ...control })))
    .filter(({ of, name }) => name !== autoControls && (of === name || !metrics.has(name)))
    .slice(0, mostLookedUp)
    .map(({ of, name, at }) =>
      of === name
        ? {
            ...at,
            what: `${quoted(of)} is its own control`,
            expected: 'another metric, which your changes do not touch',
          }
        : unknown(
            at,
            `${quoted(of)} has the control ${quoted(name)}, which is not in the map`,
            name,
            others(metrics, of),
          ),
    );
}

const others = (metrics: Metrics, own: string): Metrics => new Map([...metrics].filter(([name]) => name !== own));

function unknownMetrics(keyResults: Located[], metrics: Metrics): MapProblem[] {
  const strays = keyResults.flatMap((keyResult) => {
    const { node, at } = lookUp(keyResult, ['metric']);
    const name = textOf(node);
    return name === undefined || metrics.has(name) ? [] : [{ keyResult, name, at }];
  });
  return strays
    .slice(0, mostLookedUp)
    .map(({ keyResult, name, at }) =>
      unknown(at, `${nameOf(keyResult)} is on the metric ${quoted(name)}, which is not in the map`, name, metrics),
    );
}

function unknownStrategy(objectives: Located[], strategy: { id: string }[]): MapProblem[] {
  const ids = strategy.map(({ id }) => id);
  return objectives
    .flatMap((objective) => namesUnder(objective, 'serves').map((named) => ({ objective, ...named })))
    .filter(({ name }) => !ids.includes(name))
    .slice(0, mostLookedUp)
    .map(({ objective, name, at }) => {
      const meant = nearest(name, ids) ?? ids[0];
      const id = textOf(child(objective, 'id')?.node);
      return {
        ...at,
        what: `${id === undefined ? 'an objective' : quoted(id)} serves ${quoted(name)}, which is no line of the strategy`,
        expected: meant ? `${quoted(meant)}, or another line of the strategy` : 'a `strategy` at the head of the map',
      };
    });
}

function circles(metrics: Metrics): MapProblem[] {
  const drives = new Map([...metrics].map(([name, { node }]) => [name, namesUnder(node, 'drives')]));
  const edges = new Map([...drives].map(([name, targets]) => [name, targets.map((target) => target.name)]));
  const problems: MapProblem[] = [];
  for (const cycle of findCycles(edges)) {
    const [last = '', first] = cycle.slice(-2);
    const closing = drives.get(last)?.find(({ name }) => name === first);
    if (!closing || problems.length === mostCycles) break;
    problems.push({
      ...closing.at,
      what: `\`drives\` goes round in a circle: ${spell(cycle)}`,
      expected: 'a tree, where no metric drives itself by any way',
    });
  }
  return problems;
}

function spell(cycle: string[]): string {
  const shown = cycle.length > 12 ? [...cycle.slice(0, 10), '…', ...cycle.slice(-1)] : cycle;
  return shown.map((name) => calm(name, 60)).join(' -> ');
}

/** Ids differ by more than their case: a pull request may write `kr1`. */
function usedTwice(items: Located[], kind: string): MapProblem[] {
  const named = items.flatMap((item) => {
    const { node, at } = lookUp(item, ['id']);
    const id = textOf(node);
    return id === undefined ? [] : [{ id, at }];
  });
  return twice(named, kind);
}

function twice(named: { id: string; at: Spot }[], kind: string): MapProblem[] {
  const first = new Map<string, Spot>();
  return named.flatMap(({ id, at }) => {
    const earlier = first.get(id.toLowerCase());
    first.set(id.toLowerCase(), earlier ?? at);
    if (!earlier) return [];
    const where = earlier.file === at.file ? `line ${earlier.line}` : `line ${earlier.line} of ${earlier.file}`;
    return [
      {
        ...at,
        what: `the ${kind} ${quoted(id)} is here twice, first on ${where}`,
        expected: `an id of its own for each ${kind}`,
      },
    ];
  });
}

function wrongUnits(keyResult: Located, metrics: Metrics, whole: boolean): MapProblem[] {
  const unit = unitOf(textOf(child(keyResult, 'metric')?.node) ?? '', metrics, whole);
  if (unit === undefined) return [];
  return ['from', 'to'].flatMap((end) => {
    const { node, at } = lookUp(keyResult, [end]);
    const text = textOf(node);
    if (text === undefined || !figurePattern.test(text)) return [];
    const { suffix } = readFigure(text);
    if (suffix === '' || (unit === 'ratio' ? suffix === '%' : factorBetween(suffix, unit) === 1)) return [];
    const expected = unit === 'ratio' ? 'a figure such as 3.1% or 0.031' : `a figure in ${quoted(unit)}, such as 1,200`;
    return [{ ...at, what: `${quoted(text)} is not in the unit of its metric, ${quoted(unit)}`, expected }];
  });
}

function nameOf(keyResult: Located): string {
  const id = textOf(child(keyResult, 'id')?.node);
  return id === undefined ? 'a key result' : quoted(id);
}
