import type { MapProblem } from '../../../src/domain/outcome-map/map-problem.ts';
import type { OutcomeMap } from '../../../src/domain/outcome-map/outcome-map.ts';
import { type MapDocument, outcomeMapOf, readOutcomeMap } from '../../../src/domain/outcome-map/read-outcome-map.ts';

/** The problems of a text as a terminal shows them, with a bar where the phrase of what is expected begins. */
export function problemsIn(text: string, file = 'map.yml'): string[] {
  const read = readOutcomeMap(file, text);
  return 'problems' in read ? read.problems.map(asLine) : [];
}

function asLine({ line, column, what, expected }: MapProblem): string {
  return `${line}:${column} ${what} | ${expected}`;
}

export function documentOf(text: string, file = 'map.yml'): MapDocument {
  const read = readOutcomeMap(file, text);
  if ('problems' in read) throw new Error(read.problems.map(asLine).join('\n'));
  return read.document;
}

export function mapOf(document: MapDocument): OutcomeMap {
  const whole = outcomeMapOf(document);
  if ('problems' in whole) throw new Error(whole.problems.map(asLine).join('\n'));
  return whole.map;
}
