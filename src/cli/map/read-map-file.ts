import type { MapPlaces } from '../../domain/outcome-map/map-places.ts';
import type { MapProblem } from '../../domain/outcome-map/map-problem.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import { type MapDocument, outcomeMapOf, readOutcomeMap } from '../../domain/outcome-map/read-outcome-map.ts';
import { readText } from '../analyse/read-text.ts';

export type MapFile =
  | { kind: 'whole'; map: OutcomeMap; places: MapPlaces }
  /** It extends a map elsewhere, which is not read: it has no errors of its own. */
  | { kind: 'addition'; to: string }
  | { kind: 'unreadable'; problem: string }
  /** One line each, ready to print. */
  | { kind: 'refused'; lines: string[] };

/** Reads an outcome map from a file, offline. */
export function readMapFile(path: string): MapFile {
  const read = readText(path);
  if ('problem' in read) return { kind: 'unreadable', problem: read.problem };
  const outcome = readOutcomeMap(path, read.text);
  if ('problems' in outcome) return { kind: 'refused', lines: outcome.problems.map(asLine) };
  if (outcome.document.extends) return { kind: 'addition', to: addressOf(outcome.document.extends) };
  const whole = outcomeMapOf(outcome.document);
  return 'map' in whole ? { kind: 'whole', ...whole } : { kind: 'refused', lines: whole.problems.map(asLine) };
}

/** The form that editors and terminals turn into a link. */
function asLine({ file, line, column, what, expected }: MapProblem): string {
  return `${file}:${line}:${column}: ${what}, expected ${expected}`;
}

function addressOf({ owner, repository, path }: NonNullable<MapDocument['extends']>): string {
  return `${owner ? `${owner}/` : ''}${repository}:${path}`;
}
