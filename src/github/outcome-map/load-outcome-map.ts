import { createHash } from 'node:crypto';
import { foreignExtends } from '../../domain/outcome-map/foreign-extends.ts';
import type { Spot } from '../../domain/outcome-map/located.ts';
import type { MapPlaces } from '../../domain/outcome-map/map-places.ts';
import type { MapProblem } from '../../domain/outcome-map/map-problem.ts';
import { mergeDocuments } from '../../domain/outcome-map/merge-documents.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import { type MapDocument, outcomeMapOf, readOutcomeMap } from '../../domain/outcome-map/read-outcome-map.ts';
import { isSameName, type Repository } from '../../domain/repository.ts';
import type { Forge, ForgeFile } from '../../flows/ports/forge.ts';
import { rememberRecent } from '../requests/remember-recent.ts';

/** A file of a repository of the owner. */
export interface MapPlace {
  name: string;
  path: string;
}

interface MapOrigin {
  /** Names the blobs that were read. */
  version: string;
  /** Where each file was found, by the name that people see. */
  files: Map<string, MapPlace>;
  /** Where the first file says `_extends`. */
  extendsAt?: Spot;
}

export type GoodMap = MapOrigin & { map: OutcomeMap; places: MapPlaces };
export type BrokenMap = MapOrigin & { problems: MapProblem[] };

/** For a map that is not in force. */
interface Proposal {
  /** Where the repository's own files are read; others are read from their default branch. */
  ref: string;
  /** Whether a file of another repository may be read for it. */
  mayRead(place: MapPlace): Promise<boolean>;
}

const mostExtends = 5;
const mostRemembered = 32 * 1024 * 1024;
/** For proposals: room for the largest possible one, and for no more than two of them. */
const mostProposed = 12 * 1024 * 1024;
/** A map with its positions takes 15 to 40 bytes for each character of its text. */
const bytesACharacter = 40;

/**
 * Reads a map and the files it extends, each within the same owner, and merges them. Throws if GitHub fails for another
 * reason than a missing file. A text is parsed once for any number of requests; the result is shared and must not be
 * changed. Proposals are cached apart, and few of them: anybody can propose any number of maps, and the same one with
 * each push and edit.
 */
export function mapLoader(forge: Pick<Forge, 'file'>) {
  const ofForce = memoryOf(mostRemembered);
  const ofProposals = memoryOf(mostProposed);

  return async (
    repository: Repository,
    start: MapPlace,
    first: ForgeFile,
    proposal?: Proposal,
  ): Promise<GoodMap | BrokenMap> => {
    const files = new Map<string, MapPlace>();
    const blobs: string[] = [];
    const digests: string[] = [];
    const documents: MapDocument[] = [];
    const sources = (): MapOrigin => {
      const extendsAt = documents[0]?.extends?.at;
      return { version: blobs.join('+'), files, ...(extendsAt ? { extendsAt } : {}) };
    };

    let place = start;
    let file = first;
    let characters = 0;
    for (;;) {
      const label = labelOf(repository, place);
      files.set(label, place);
      blobs.push(file.sha);
      const { sha, text, tooLarge } = file;
      characters += text.length;
      const { read } = proposal && isOwn(repository, place.name) ? ofProposals : ofForce;
      const parse = () => (tooLarge ? refuseSize(label) : readOutcomeMap(label, text));
      const mark = digest(text);
      digests.push(mark);
      const outcome = read(JSON.stringify([label, sha, mark]), text.length * bytesACharacter, parse);
      if ('problems' in outcome) return { ...sources(), ...outcome };
      const { document } = outcome;
      documents.push(document);
      const reference = document.extends;
      if (!reference) break;
      const problem = foreignExtends(document, repository.owner) ?? detour(repository, reference, files);
      if (problem) return { ...sources(), problems: [problem] };
      place = placeOf(reference);
      if (proposal && !isOwn(repository, place.name) && !(await proposal.mayRead(place)))
        return { ...sources(), problems: [notOpen(reference, labelOf(repository, place))] };
      const found = await forge.file(repository, place.path, addressOf(repository, place, proposal?.ref));
      if (!found) {
        blobs.push('absent');
        return { ...sources(), problems: [absent(reference, labelOf(repository, place))] };
      }
      file = found;
    }

    const { merge } = proposal ? ofProposals : ofForce;
    const key = JSON.stringify([[...files.keys()], blobs, digests]);
    const make = () => outcomeMapOf(documents.reduceRight((base, over) => mergeDocuments(base, over)));
    const whole = merge(key, characters * bytesACharacter, make);
    return { ...sources(), ...whole };
  };
}

const memoryOf = (mostBytes: number) => ({
  read: rememberRecent<ReturnType<typeof readOutcomeMap>>(mostBytes),
  merge: rememberRecent<ReturnType<typeof outcomeMapOf>>(mostBytes),
});

/** GitHub says what it takes for text; we check that it is the same text. */
const digest = (text: string) => createHash('sha256').update(text).digest('base64');

type Extends = NonNullable<MapDocument['extends']>;

const placeOf = ({ repository, path }: Extends): MapPlace => ({ name: repository, path });

/** A circle of includes, or too many of them. */
function detour(repository: Repository, reference: Extends, files: Map<string, MapPlace>): MapProblem | undefined {
  if (files.has(labelOf(repository, placeOf(reference)))) {
    return { ...reference.at, what: '`_extends` leads back to where it comes from', expected: 'a file that does not' };
  }
  if (files.size <= mostExtends) return undefined;
  return {
    ...reference.at,
    what: `\`_extends\` leads through more than ${mostExtends} files`,
    expected: 'a shorter way',
  };
}

function absent({ at }: Extends, label: string): MapProblem {
  return {
    ...at,
    what: `\`_extends\` names \`${label}\`, which Soundings cannot find`,
    expected: 'a file that exists, in a repository that Soundings can read',
  };
}

/** The same whether or not there is such a file. */
function notOpen({ at }: Extends, label: string): MapProblem {
  return {
    ...at,
    what: `\`_extends\` names \`${label}\`, which Soundings cannot read for this pull request`,
    expected:
      'a file that its author may read (in a public repository: one that everybody may), or that the map in force extends',
  };
}

function refuseSize(file: string): { problems: MapProblem[] } {
  return { problems: [{ file, line: 1, column: 1, what: 'the file has more than 1 MB', expected: 'at most 256 kB' }] };
}

/**
 * The name that people see for a file: only the path in their own repository. GitHub's names can differ by more than
 * their case.
 */
export function labelOf(repository: Repository, { name, path }: MapPlace): string {
  return isOwn(repository, name) ? path : `${repository.owner}/${name.toLowerCase()}:${path}`;
}

function isOwn(repository: Repository, name: string): boolean {
  return isSameName(name, repository.name);
}

function addressOf(repository: Repository, { name }: MapPlace, ref: string | undefined) {
  if (!isOwn(repository, name)) return { name };
  return ref === undefined ? undefined : { ref };
}
