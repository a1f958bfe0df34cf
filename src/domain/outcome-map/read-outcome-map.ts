import { checkReferences } from './check-references.ts';
import { explainIssues } from './explain-issues.ts';
import { type ExtendsReference, extendsPattern, readExtends } from './extends-reference.ts';
import { child, isEmpty, type LocatedMapping, plain, type Spot, textOf } from './located.ts';
import { type MapPlaces, mapPlaces } from './map-places.ts';
import type { MapProblem } from './map-problem.ts';
import { type MapFile, mapSchema } from './map-schema.ts';
import type { OutcomeMap } from './outcome-map.ts';
import { readYaml } from './read-yaml.ts';
import { toOutcomeMap } from './to-outcome-map.ts';

/** A well-formed file. With `extends` it may lack what the file below it has: merge the two, then see what the whole is. */
export interface MapDocument {
  file: string;
  tree: LocatedMapping;
  /** What `_extends` names, and where it says so; taken out of the tree. */
  extends?: ExtendsReference & { at: Spot };
}

/** A flood is cut: the first are enough to begin with. */
const mostProblems = 200;

/**
 * Reads the text of a `.github/soundings.yml`. `file` is how people are told which file it is. Every problem is reported, in the order of
 * lines. A document without `extends` is also whole: `outcomeMapOf` finds nothing more to say.
 */
export function readOutcomeMap(file: string, text: string): { document: MapDocument } | { problems: MapProblem[] } {
  const { tree, problems } = readYaml(file, text);
  if (tree?.kind !== 'mapping') {
    const nothing = !tree || isEmpty(tree);
    if (problems.length > 0) return { problems: arranged(problems) };
    const what = nothing ? 'the file is empty' : 'the file is not a mapping';
    return {
      problems: [{ ...(tree?.at ?? { file, line: 1, column: 1 }), what, expected: '`version: 1` and what follows it' }],
    };
  }
  const document = takeExtends(file, tree);
  const found = [...problems, ...check(tree, !tree.entries.has('_extends')).problems];
  return found.length > 0 ? { problems: arranged(found) } : { document };
}

/** What a whole document, or the merge of several, says, and where. */
export function outcomeMapOf(
  document: MapDocument,
): { map: OutcomeMap; places: MapPlaces } | { problems: MapProblem[] } {
  const { file, problems } = check(document.tree, true);
  return problems.length > 0 || !file
    ? { problems: arranged(problems) }
    : { map: toOutcomeMap(file), places: mapPlaces(document.tree) };
}

/** `whole`: no other file adds to it. */
function check(tree: LocatedMapping, whole: boolean): { file?: MapFile; problems: MapProblem[] } {
  const { data: file, error } = mapSchema.safeParse(plain(tree));
  return {
    ...(file && { file }),
    problems: [...explainIssues(tree, error?.issues ?? [], whole), ...checkReferences(tree, whole)],
  };
}

function takeExtends(file: string, tree: LocatedMapping): MapDocument {
  const found = child(tree, '_extends');
  const written = textOf(found?.node);
  if (!found || written === undefined || !extendsPattern.test(written)) return { file, tree };
  const entries = new Map(tree.entries);
  entries.delete('_extends');
  return { file, tree: { ...tree, entries }, extends: { ...readExtends(written), at: found.node.at } };
}

/** By line, files apart; of several things wrong with one value the first. */
function arranged(problems: MapProblem[]): MapProblem[] {
  const first = new Map<string, MapProblem>();
  for (const problem of problems) {
    const key = JSON.stringify([problem.file, problem.line, problem.column, problem.what]);
    if (!first.has(key)) first.set(key, problem);
  }
  const sorted = [...first.values()].sort(
    (one, other) => one.file.localeCompare(other.file) || one.line - other.line || one.column - other.column,
  );
  const last = sorted[mostProblems];
  if (!last) return sorted;
  return [
    ...sorted.slice(0, mostProblems),
    { ...last, what: 'more problems from here on', expected: 'those above put right first' },
  ];
}
