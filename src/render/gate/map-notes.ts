import type { CheckAnnotation } from '../../domain/gate/check-output.ts';
import type { PullRequest, PullRequestFacts } from '../../domain/gate/facts.ts';
import { mapPath } from '../../domain/outcome-map/map-path.ts';
import type { MapProblem } from '../../domain/outcome-map/map-problem.ts';
import type { MapState } from '../../domain/outcome-map/map-state.ts';
import { list } from '../comment/table.ts';
import { inertCode, inertSentence } from '../words/inert.ts';
import { plain } from '../words/plain.ts';
import { counted } from '../words/words.ts';

const shown = 10;

/** The default branch's copy is invalid: since when, where, and that the last good one stays in force. */
export function staleNote(
  state: Extract<MapState, { kind: 'stale' }>,
  { pullRequest, repository }: PullRequestFacts,
): string {
  if (!state.since)
    return 'The outcome map is invalid at present. Its last valid copy stays in force until that is mended.';
  const { commit, problem } = state.since;
  const branch = inertCode(repository.defaultBranch, { maxLength: 60 });
  return `The outcome map on ${branch} is invalid since ${commitLink(commit, pullRequest)}: ${problemLine(problem)} The last valid copy stays in force until that is mended.`;
}

/** What this pull request makes of the map. */
export function proposedNote(problems: MapProblem[], { repository, mapState }: PullRequestFacts): string {
  const until =
    mapState.kind === 'invalid'
      ? 'It comes into force when this is merged.'
      : `Until this is merged, the copy on ${inertCode(repository.defaultBranch, { maxLength: 60 })} stays in force.`;
  if (problems.length === 0) return `This pull request changes the outcome map, and its copy is valid. ${until}`;
  const found = `This pull request changes the outcome map, and its copy has ${counted(problems.length, 'problem')}, marked on the lines of the file.`;
  return `${found}${mapState.kind === 'invalid' ? '' : ` ${until}`}\n\n${problemList(problems)}`;
}

export function problemList(problems: MapProblem[]): string {
  const more = problems.length - shown;
  return list([
    ...problems.slice(0, shown).map(problemLine),
    more > 0 ? `${counted(more, 'more problem')}; \`npx soundings validate\` lists them all.` : undefined,
  ]);
}

/** `.github/soundings.yml` line 12: what is wrong; expected ... */
function problemLine({ file, line, what, expected }: MapProblem): string {
  return `${inertCode(file, { maxLength: 120 })} line ${line}: ${inertSentence(what)}; expected ${inertSentence(expected)}.`;
}

export function annotationsOf(problems: MapProblem[]): CheckAnnotation[] {
  return problems.map(({ line, column, what, expected }) => ({
    path: mapPath,
    line: Math.max(1, line),
    ...(column > 0 ? { column } : {}),
    level: 'failure',
    title: 'Outcome map',
    message: plain(`${what}; expected ${expected}`, 1000),
  }));
}

/** A commit by the address of the pull request, so that it holds on any GitHub. */
function commitLink(commit: string, { url }: PullRequest): string {
  const short = inertCode(commit.slice(0, 7));
  const base = /^(https?:\/\/[\w.:-]+\/[\w.-]+\/[\w.-]+)\/pull\/\d+$/.exec(url)?.[1];
  return base && /^[0-9a-f]{7,64}$/.test(commit) ? `[${short}](${base}/commit/${commit})` : short;
}
