import { middleOf } from '../../domain/bet/go-live.ts';
import { type Command, verbs } from '../../domain/commands/command.ts';
import { parseCommands } from '../../domain/commands/parse-command.ts';
import { isQuiet } from '../../domain/outcome-map/map-state.ts';
import type { Repository } from '../../domain/repository.ts';
import { isRefusal, type Reply, renderReply } from '../../render/commands/reply-comment.ts';
import { evaluatePullRequest } from '../gate/evaluate-pull-request.ts';
import { attendIssue } from '../hypothesis/attend-issue.ts';
import { noteFault } from '../net/go-on.ts';
import type { DomainEvent, EventContext, SaidComment } from '../ports/domain-event.ts';
import { NoRoom } from '../ports/forge.ts';
import type { World } from '../ports/world.ts';
import { publishComment } from '../publish/publish-comment.ts';
import { measureNow } from '../readout/measure-now.ts';
import { answerChallenge } from './answer-challenge.ts';
import { challenge } from './challenge.ts';
import { decide } from './decide.ts';
import { exempt } from './exempt.ts';
import { extend } from './extend.ts';
import { goLive } from './go-live.ts';
import { recordLearned } from './record-learned.ts';
import { sayHypothesis } from './say-hypothesis.ts';

type Comment = Extract<DomainEvent, { kind: 'comment-created' }>;

const isForEverybody = ({ verb }: Command) => verb === 'unknown' || verbs[verb].forEverybody === true;
const isForPullRequests = ({ verb }: Command) => verb !== 'unknown' && verbs[verb].onPullRequests === true;

/**
 * Other commands are for people with write access, checked at the moment of use. A reaction is the answer; words only where needed, and to people
 * without write access once a day.
 */
export async function handleComment(
  world: World,
  repository: Repository,
  comment: Comment,
  sender: NonNullable<EventContext['sender']>,
): Promise<void> {
  const commands = parseCommands(comment.body);
  if (commands.length === 0 || sender.isBot || isQuiet(await world.maps.inForce(repository))) return;
  const said = { ...comment, at: comment.at ?? world.now() };
  const replies: Reply[] = [];
  const { login } = sender;
  const mayWrite = await world.forge.canWrite(repository, login);
  const own = mayWrite ? world : { ...world, forge: world.forgeOf(login) };
  for (const [index, command] of commands.entries()) {
    if (!mayWrite && !isForEverybody(command)) continue;
    const obeyed = () => obey(own, repository, said, command, login, index);
    const reply = await obeyed().catch((error): Reply => {
      noteFault(world, error, { repository, number: comment.number, what: 'a command could not be carried out' });
      return { kind: 'fault', verb: command.verb, cause: world.cause };
    });
    if (reply) replies.push(reply);
  }
  if (!mayWrite && !commands.every(isForEverybody)) replies.push({ kind: 'no-write-access', login });

  const refused = replies.some(isRefusal);
  if (comment.inReview && replies.length === 0) replies.push({ kind: 'done-as-reviewed', login });
  else if (!comment.inReview) await own.forge.react(repository, comment.commentId, refused ? 'confused' : '+1');
  const answer = { key: String(comment.commentId), body: renderReply(replies) };
  if (replies.length === 0) return;
  if (mayWrite) await publishComment(world, repository, comment.number, { kind: 'reply', ...answer });
  else await answerGuest(world, repository, comment.number, login, answer);
}

/** In words once a day, and not at all where many others were answered in the last hour. */
export async function answerGuest(
  world: World,
  repository: Repository,
  number: number,
  login: string,
  answer: { key: string; body: string },
): Promise<void> {
  if (!(await world.store.claimWords(repository, login, answer.key, world.now()))) return;
  try {
    await publishComment({ ...world, forge: world.forgeOf(login) }, repository, number, { kind: 'reply', ...answer });
  } catch (error) {
    if (!(error instanceof NoRoom)) throw error;
    world.log.info({ repositoryId: repository.id, number }, `Reply withheld: ${error.message}`);
  }
}

/** Words to answer with; undefined: done, and the reaction says so. */
async function obey(
  world: World,
  repository: Repository,
  comment: SaidComment,
  command: Command,
  login: string,
  index: number,
): Promise<Reply | undefined> {
  const { number, onPullRequest } = comment;
  if (!onPullRequest && isForPullRequests(command)) return { kind: 'pull-requests-only', verb: command.verb };
  switch (command.verb) {
    case 'help':
      return { kind: 'help' };
    case 'unknown':
      return { kind: 'unknown-command', command };
    case 'check':
      await (onPullRequest
        ? evaluatePullRequest(world, repository, number, true)
        : attendIssue(world, repository, number));
      return undefined;
    case 'exempt':
      await exempt(world, repository, number, login, command.reason, await headSeen(world, repository, number));
      return undefined;
    case 'measure':
      return measureNow(world, repository, number);
    case 'live':
      return goLive(world, repository, number, {
        ...{ at: command.day === undefined ? comment.at : middleOf(command.day, comment.at), saidAt: comment.at },
        by: login,
      });
    case 'extend':
      return extend(world, repository, comment, command.days, login);
    case 'hypothesis':
      return sayHypothesis(world, repository, comment, command, login);
    case 'decide':
      return decide(world, repository, comment, command, login);
    case 'learned':
      return recordLearned(world, repository, comment, command.text, login);
    case 'challenge':
      return challenge(world, repository, comment, command, login, index);
    case 'answer':
      return answerChallenge(world, repository, comment, command.text, login);
    default:
      return command satisfies never;
  }
}

/** The head that our check stood on: what was pushed since is not what was looked at. */
const headSeen = async ({ store }: World, { id }: Repository, number: number) =>
  (await store.check(id, number))?.headSha;
