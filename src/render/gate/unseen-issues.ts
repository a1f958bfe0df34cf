import type { PullRequestFacts } from '../../domain/gate/facts.ts';
import { type Finding, misses } from '../../domain/gate/judgement.ts';
import { referenceTo } from '../../domain/repository.ts';
import { firstOf } from '../words/words.ts';

const mostNamed = 10;

/** Each issue that a description names costs a request: which were not asked for, where one of them may matter. */
export function unseenNote({ unseenIssues = [], repository }: PullRequestFacts, finding: Finding): string {
  if (unseenIssues.length === 0 || (finding.kind !== 'bet' && !misses(finding))) return '';
  const names = unseenIssues.map(({ owner, repository: name, number }) =>
    owner && name && (owner !== repository.owner || name !== repository.name)
      ? referenceTo(owner, name, number)
      : `#${number}`,
  );
  return `The description names more issues than Soundings looks at: ${firstOf(names, mostNamed)} ${names.length === 1 ? 'was' : 'were'} not. If one of them carries the bet, write it as \`Hypothesis: #${unseenIssues[0]?.number}\`: those are looked at first.`;
}
