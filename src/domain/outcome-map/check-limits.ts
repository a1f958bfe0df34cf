import { type Figure, figurePattern, readFigure } from './figure.ts';
import { limitOf, readGuard } from './limit.ts';
import { child, type Located, lookUp, type Spot, textOf } from './located.ts';
import type { MapProblem } from './map-problem.ts';
import { type Metrics, unitOf, unknown } from './metrics-in-tree.ts';
import { quoted } from './quoted.ts';

const mostLookedUp = 250;

/** Limits of metrics, and what the policy has guarded: names that lead nowhere, and what is no limit of its metric. */
export function checkLimits(tree: Located, metrics: Metrics, whole: boolean): MapProblem[] {
  const guards = guardsOf(tree);
  return [
    ...(whole ? unknownGuarded(guards, metrics) : []),
    ...[...guards, ...limitsOf(metrics)].flatMap((guard) => wrongLimit(guard, metrics, whole)),
  ];
}

interface Guard {
  metric: string;
  figure: Figure;
  text: string;
  at: Spot;
}

function guardsOf(tree: Located): Guard[] {
  const list = child(child(tree, 'policy')?.node, 'guard')?.node;
  return (list?.kind === 'list' ? list.items : []).flatMap((node) => {
    const text = textOf(node) ?? '';
    const read = readGuard(text);
    return read ? [{ ...read, text, at: node.at }] : [];
  });
}

const limitsOf = (metrics: Metrics): Guard[] =>
  [...metrics].flatMap(([metric, { node: written }]) => {
    const { node, at } = lookUp(written, ['limit']);
    const text = node?.kind === 'scalar' && typeof node.value === 'number' ? String(node.value) : textOf(node);
    return text !== undefined && figurePattern.test(text) ? [{ metric, figure: readFigure(text), text, at }] : [];
  });

function unknownGuarded(guards: Guard[], metrics: Metrics): MapProblem[] {
  return guards
    .filter(({ metric }) => !metrics.has(metric))
    .slice(0, mostLookedUp)
    .map(({ metric, at }) =>
      unknown(at, `\`guard\` names ${quoted(metric)}, which is not in the map`, metric, metrics),
    );
}

function wrongLimit({ metric, figure, text, at }: Guard, metrics: Metrics, whole: boolean): MapProblem[] {
  const unit = unitOf(metric, metrics, whole);
  if (unit === undefined || limitOf(figure, unit)) return [];
  const expected =
    unit === 'ratio' ? '`5%` of its level, or points such as `0.1pp`' : `\`5%\`, or an amount in ${quoted(unit)}`;
  return [{ ...at, what: `${quoted(text)} is no limit for ${quoted(metric)}, which is in ${quoted(unit)}`, expected }];
}
