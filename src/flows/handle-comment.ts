import type { Command } from '../domain/command.ts';
import type { Repository } from '../domain/facts.ts';
import { parseCommands } from '../domain/parse-command.ts';
import { type Reply, renderReply } from '../render/reply-comment.ts';
import { adviseIssue } from './advise-issue.ts';
import { evaluatePullRequest } from './evaluate-pull-request.ts';
import { isQuiet } from './gather-facts.ts';
import { measureNow } from './measure-now.ts';
import type { Circumstances, Occurrence } from './occurrence.ts';
import type { World } from './ports.ts';
import { publishComment } from './publish-comment.ts';

type Comment = Extract<Occurrence, { kind: 'comment-created' }>;

/** Commands are for people with write access, checked at the moment of use. A reaction is the answer; words only where needed. */
export async function handleComment(
  world: World,
  repository: Repository,
  comment: Comment,
  sender: NonNullable<Circumstances['sender']>,
): Promise<void> {
  const commands = parseCommands(comment.body);
  if (commands.length === 0 || sender.isBot || isQuiet(await world.maps.inForce(repository))) return;
  const replies: Reply[] = [];
  if (await world.forge.canWrite(repository, sender.login))
    for (const command of commands) {
      const reply = await obey(world, repository, comment, command, sender.login);
      if (reply) replies.push(reply);
    }
  else replies.push({ kind: 'no-write-access', login: sender.login });

  const refused = replies.some(({ kind }) => kind !== 'help');
  await world.forge.react(repository, comment.commentId, refused ? 'confused' : '+1');
  if (replies.length > 0)
    await publishComment(world, repository, comment.number, {
      kind: 'reply',
      key: String(comment.commentId),
      body: renderReply(replies),
    });
}

/** Words to answer with; undefined: done, and the reaction says so. */
async function obey(
  world: World,
  repository: Repository,
  { number, onPullRequest }: Comment,
  command: Command,
  login: string,
): Promise<Reply | undefined> {
  switch (command.verb) {
    case 'help':
      return { kind: 'help' };
    case 'unknown':
      return { kind: 'unknown-command', command };
    case 'check':
      await (onPullRequest
        ? evaluatePullRequest(world, repository, number, true)
        : adviseIssue(world, repository, number));
      return undefined;
    case 'exempt':
      if (!onPullRequest) return { kind: 'pull-requests-only', verb: 'exempt' };
      await exempt(world, repository, number, login, command.reason);
      return undefined;
    case 'measure':
      return onPullRequest ? measureNow(world, repository, number) : { kind: 'pull-requests-only', verb: 'measure' };
  }
}

/** On record, with who and why; the check says so at once. */
export async function exempt(
  world: World,
  repository: Repository,
  number: number,
  by: string,
  reason: string,
): Promise<void> {
  await world.store.saveExemption(repository.id, number, { by, reason, at: world.now() });
  await evaluatePullRequest(world, repository, number, true);
}
