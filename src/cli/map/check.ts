import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { parseDeclaration } from '../../domain/declaration/parse-declaration.ts';
import { everything } from '../../domain/disclosure/disclosure.ts';
import type { PullRequestFacts } from '../../domain/gate/facts.ts';
import { judge } from '../../domain/gate/judge.ts';
import { bearingOf, type Finding } from '../../domain/gate/judgement.ts';
import { mapPath } from '../../domain/outcome-map/map-path.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import { inWords } from '../../render/words/words.ts';
import { readText } from '../analyse/read-text.ts';
import { issueName, judgementAsText } from './judgement-as-text.ts';
import { readMapFile } from './read-map-file.ts';

/** `soundings check`: a description against a map, before there is a pull request. */
export function addCheck(program: Command): void {
  program
    .command('check')
    .summary('judge the description of a pull request, offline')
    .description('judge the description of a pull request by an outcome map, offline')
    .option('--map <file>', 'the outcome map', mapPath)
    .option('--body <file>', 'the description; without it, standard input is read')
    .addHelpText(
      'after',
      `
Exit status: 0 the check would not stop the pull request, 1 it would, or could not be made.
Issues cannot be looked up offline: what rests on a hypothesis is told, not judged.
Authors, labels and paths that are exempt do not count here.

Example: soundings check --body description.md`,
    )
    .action(async (options: { map: string; body?: string }) => {
      process.exitCode = await check(options);
    });
}

async function check({ map: mapFile, body: bodyFile }: { map: string; body?: string }): Promise<0 | 1> {
  const read = readMapFile(mapFile);
  if (read.kind === 'unreadable') return refuse([read.fault]);
  if (read.kind === 'refused') return refuse(read.lines);
  if (read.kind === 'addition') return refuse([`${mapFile} adds to ${read.to}, which cannot be looked up offline`]);
  const body = bodyFile === undefined ? { text: await standardInput() } : readText(bodyFile);
  if ('fault' in body) return refuse([body.fault]);
  const { lines, passes } = judgeOffline(body.text, read.map);
  console.log(lines.join('\n'));
  return passes ? 0 : 1;
}

function refuse(lines: string[]): 1 {
  console.error(lines.join('\n'));
  return 1;
}

async function standardInput(): Promise<string> {
  if (process.stdin.isTTY) console.error('Reading the description from standard input; Ctrl-D ends it.');
  return text(process.stdin);
}

function judgeOffline(body: string, map: OutcomeMap): { lines: string[]; passes: boolean } {
  const { hypotheses, closes } = parseDeclaration(body);
  const { finding, conclusion } = judge(factsOf(body, map));
  const known = withoutUnread(finding, hypotheses.map(issueName));
  const settled = bearingOf(known) === 'counts';
  const { mode } = map.policy;
  const notes = [
    ...(settled && hypotheses.length > 0 ? [`Not looked up: ${inWords(hypotheses.map(issueName))}.`] : []),
    ...(!settled && hypotheses.length === 0 && closes.length > 0
      ? [`Unless ${inWords(closes.map(issueName), 'or')}, which it closes, carries such lines: not looked up.`]
      : []),
    ...(mode === 'off' ? ['The mode of this map is off: Soundings stays quiet.'] : []),
    ...(mode === 'advise' && !settled ? ['The mode of this map is advise: the check would be neutral.'] : []),
  ];
  const lines = [...judgementAsText(known, map, hypotheses), ...notes];
  const rests = !settled && hypotheses.length > 0;
  return { lines, passes: conclusion !== 'failure' || rests || mode === 'off' };
}

/** That a hypothesis cannot be read is not its author's mistake here. */
function withoutUnread(finding: Finding, hypotheses: string[]): Finding {
  if (!('objections' in finding)) return finding;
  return { ...finding, objections: finding.objections.filter(({ subject }) => !hypotheses.includes(subject)) };
}

/** A pull request that has nothing but its description. */
function factsOf(body: string, map: OutcomeMap): PullRequestFacts {
  return {
    repository: { id: 0, ownerId: 0, owner: '', name: '', defaultBranch: '', private: true, installationId: 0 },
    pullRequest: {
      number: 0,
      title: '',
      body,
      url: '',
      author: { id: 0, login: '' },
      state: 'open',
      draft: false,
      merged: false,
      headSha: '',
      headRef: '',
      fromFork: false,
      baseRef: '',
      labels: [],
      updatedAt: new Date(0),
    },
    changedPaths: [],
    linkedIssues: [],
    mapState: { kind: 'valid', map, version: '', home: { name: '' } },
    disclosure: everything,
  };
}
