import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { PullRequest, PullRequestFacts } from '../../domain/gate/facts.ts';
import { judge } from '../../domain/gate/judge.ts';
import type { Finding, Judgement } from '../../domain/gate/judgement.ts';
import { isQuiet } from '../../domain/outcome-map/map-state.ts';
import type { Repository } from '../../domain/repository.ts';
import { renderCheck } from '../../render/gate/check-output.ts';
import { noteFault } from '../net/go-on.ts';
import type { KeptOfPullRequest } from '../ports/stores/pull-request-store.ts';
import type { World } from '../ports/world.ts';
import { gatherFacts, gatherKnown } from './gather-facts.ts';
import type { Heard } from './heard.ts';

export interface Judged {
  facts: PullRequestFacts;
  judgement: Judgement;
  check: ReturnType<typeof renderCheck>;
  /** What the database had of it before; absent: that cannot be read. */
  kept?: KeptOfPullRequest;
}

/**
 * Gathers, judges and renders. Whatever people wrote, something comes of it: a text that makes us fail must neither leave a pull request without
 * its check nor pass the gate. undefined: Soundings stays quiet.
 */
export async function judgePullRequest(
  world: World,
  repository: Repository,
  number: number,
  heard: Heard = {},
): Promise<Judged | undefined> {
  try {
    const kept = await world.store.keptOfPullRequest(repository.id, number);
    const facts = await gatherFacts(world, repository, number, kept, heard);
    return facts && judged(facts, judge(facts), kept);
  } catch (error) {
    noteFault(world, error, { repository, number, what: 'a pull request could not be judged' });
    return judgeWordless(world, repository, number, heard);
  }
}

const judged = (facts: PullRequestFacts, judgement: Judgement, kept?: KeptOfPullRequest): Judged => ({
  facts,
  judgement,
  check: renderCheck(facts, judgement),
  ...(kept && { kept }),
});

/**
 * The same pull request as if it said nothing. Where that can be judged it is the text that makes us fail, and weighs as much as none; an
 * exemption holds whatever the text is. Where not even that can be, nobody is held up by us.
 */
async function judgeWordless(
  world: World,
  repository: Repository,
  number: number,
  heard: Heard,
): Promise<Judged | undefined> {
  const pullRequest = await world.forge.pullRequest(repository, number);
  if (!pullRequest) return undefined;
  const wordless = { ...pullRequest, body: '' };
  const unjudged = (over: 'text' | 'ours'): Finding => ({ kind: 'unjudged', over, cause: world.cause });
  try {
    const mapState = await world.maps.inForce(repository);
    if (isQuiet(mapState)) return undefined;
    const kept = await world.store.keptOfPullRequest(repository.id, number);
    const facts = await gatherKnown(world, repository, wordless, mapState, kept, heard);
    const whole = judged(facts, judge(facts), kept);
    const { finding, conclusion } = whole.judgement;
    if (finding.kind === 'exempt') return whole;
    return judged(
      facts,
      { conclusion: conclusion === 'failure' ? 'failure' : 'neutral', finding: unjudged('text') },
      kept,
    );
  } catch (error) {
    noteFault(world, error, { repository, number, what: 'not even an empty description can be judged' });
    return judged(unknown(repository, wordless), { conclusion: 'neutral', finding: unjudged('ours') });
  }
}

/** Where it is not known what may be shown. */
export const nothing: Disclosure = { public: [], ofPublic: 'nothing', ofOthers: 'nothing', words: false };

const unknown = (repository: Repository, pullRequest: PullRequest): PullRequestFacts => ({
  ...{ repository, pullRequest, mapState: { kind: 'invalid', problems: [], home: { name: repository.name } } },
  ...{ changedPaths: [], linkedIssues: [], disclosure: nothing },
});
