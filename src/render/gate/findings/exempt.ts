import type { PullRequestFacts } from '../../../domain/gate/facts.ts';
import type { ExemptionRule } from '../../../domain/gate/judgement.ts';
import { formatDate } from '../../words/dates.ts';
import { inert, inertCode } from '../../words/inert.ts';
import { inWords } from '../../words/words.ts';
import type { FindingOf, FindingWords } from './finding-words.ts';
import { nothingToDo } from './what-next.ts';

export const exempt: FindingWords<FindingOf<'exempt'>> = {
  title: ({ rule }) => `Exempt: ${reasonOf(rule)}`,
  summary: ({ rule }, facts) => [whyExempt(rule, facts), nothingToDo],
};

function reasonOf(rule: ExemptionRule): string {
  switch (rule.by) {
    case 'author':
      return `author ${rule.login}`;
    case 'label':
      return `label ${rule.label}`;
    case 'path':
      return rule.globs.length === 1 ? `only ${rule.globs[0]} changed` : 'only exempt paths changed';
    case 'branch':
      return `branch ${rule.branch}`;
    case 'back-merge':
      return 'a back-merge';
    case 'revert':
      return `reverts #${rule.number}`;
    case 'backport':
      return `a backport of #${rule.number}`;
    case 'person':
      return `by ${rule.exemption.by}`;
  }
}

function whyExempt(rule: ExemptionRule, { pullRequest, repository }: PullRequestFacts): string {
  switch (rule.by) {
    case 'author':
      return `All commits are by exempt authors (${inertCode(rule.login, { maxLength: 60 })}).`;
    case 'label':
      return `The label ${inertCode(rule.label, { maxLength: 60 })} exempts this pull request from stating an outcome.`;
    case 'path':
      return `Only paths changed that need no outcome: ${inWords(rule.globs.slice(0, 10).map((glob) => inertCode(glob, { maxLength: 80 })))}.`;
    case 'branch':
      return `Branches such as ${inertCode(rule.branch, { maxLength: 80 })} need no outcome.`;
    case 'back-merge':
      return `It brings ${inertCode(repository.defaultBranch, { maxLength: 80 })} into ${inertCode(pullRequest.baseRef, { maxLength: 80 })}: it contains nothing new.`;
    case 'revert':
      return `It reverts #${rule.number}, and changes no other files. If #${rule.number} made a bet, the bet ends when this is merged.`;
    case 'backport':
      return `It brings #${rule.number} to ${inertCode(pullRequest.baseRef, { maxLength: 80 })}, and changes no other files. The outcome of #${rule.number} counts for both.`;
    case 'person': {
      const { by, reason, at } = rule.exemption;
      return `Exempted by ${inertCode(by, { maxLength: 60 })} on ${formatDate(at, pullRequest.updatedAt)}: ${inert(reason, { maxLength: 300 })}`;
    }
  }
}
