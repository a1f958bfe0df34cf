import { LRUCache } from 'lru-cache';
import type { Repository } from '../../domain/repository.ts';
import { type Forge, NoRoom } from '../../flows/ports/forge.ts';

import { createdAMinute, type WriteBudget } from '../../flows/ports/write-budget.ts';
import { GitHubError } from './github-error.ts';
import type { RateWatch } from './rate-watch.ts';

interface Budgets {
  budget: WriteBudget;
  watch: Pick<RateWatch, 'scarceUntil'>;
  now(): Date;
  /** Waits that long instead of rescheduling the job: for a command that somebody watches. */
  wait?: (ms: number) => Promise<unknown>;
}

type Writes = Pick<
  Forge,
  | 'room'
  | 'createComment'
  | 'updateComment'
  | 'createIssue'
  | 'updateIssue'
  | 'updateReleaseNotes'
  | 'addLabel'
  | 'removeLabel'
>;

/**
 * A forge that keeps comments, labels and issues within the installation's budget, over all replicas. Writes beyond it
 * come back when there is room. So hundreds of readouts of one release are posted in order, within the limits, and hold
 * up nobody else's work. Checks are neither counted nor held up, because people wait for them. When the hourly limit of
 * requests runs low, comments also wait for its reset and leave the rest to checks.
 */
export function budgetedForge(forge: Forge, { budget, watch, now, wait }: Budgets): Forge {
  const comeBack = timetable(createdAMinute);
  const turn: Turn = async ({ installationId }, creates, ask) => {
    for (;;) {
      const until = watch.scarceUntil(installationId, now()) ?? (await budget[ask](installationId, creates, now()));
      if (!until) return;
      if (!wait) throw later(comeBack(installationId, until, now()), now());
      await wait(Math.max(1_000, until.getTime() - now().getTime()));
    }
  };
  return { ...forge, ...inTurn(forge, turn) };
}

/**
 * The same on the budget for people without write access. It is small, and nobody waits for it: excess replies follow
 * when there is room, and a reaction is left out.
 */
export function guestForge(forge: Forge, { budget, watch, now }: Omit<Budgets, 'wait'>): Forge {
  const comeBack = timetable(guestPlacesAMinute);
  const turn: Turn = async ({ installationId }, creates, ask) => {
    const until =
      watch.scarceUntil(installationId, now()) ?? (await budget[ask](installationId, creates, now(), 'guests'));
    if (until) throw new NoRoom(comeBack(installationId, until, now()));
  };
  return {
    ...forge,
    ...inTurn(forge, turn),
    async react(repository, commentId, content) {
      const { installationId } = repository;
      if (watch.scarceUntil(installationId, now())) return;
      if (!(await budget.take(installationId, true, now(), 'reactions')))
        await forge.react(repository, commentId, content);
    },
  };
}

/** Resolves when there is room for one more, which is taken or only looked at. */
type Turn = (repository: Repository, creates: boolean, ask: 'take' | 'fullUntil') => Promise<void>;

function inTurn(forge: Writes, turn: Turn): Writes {
  return {
    room: (repository, creates, counted) => turn(repository, creates, counted ? 'take' : 'fullUntil'),
    async createComment(repository, number, body) {
      await turn(repository, true, 'take');
      return forge.createComment(repository, number, body);
    },
    async updateComment(repository, id, body) {
      await turn(repository, false, 'take');
      return forge.updateComment(repository, id, body);
    },
    async createIssue(repository, issue) {
      await turn(repository, true, 'take');
      return forge.createIssue(repository, issue);
    },
    async updateIssue(repository, number, issue) {
      await turn(repository, false, 'take');
      return forge.updateIssue(repository, number, issue);
    },
    async updateReleaseNotes(repository, id, notes) {
      await turn(repository, false, 'take');
      return forge.updateReleaseNotes(repository, id, notes);
    },
    async addLabel(repository, number, label) {
      await turn(repository, false, 'take');
      return forge.addLabel(repository, number, label);
    },
    async removeLabel(repository, number, label) {
      await turn(repository, false, 'take');
      return forge.removeLabel(repository, number, label);
    },
  };
}

const minuteMs = 60_000;
const guestPlacesAMinute = 1;
const mostInstallations = 1_000;

/**
 * When refused writes come back: no more in a minute than there will be room for. Otherwise three hundred readouts
 * would all be made again every minute, for sixty to be posted.
 */
function timetable(places: number) {
  const promised = new LRUCache<number, number[]>({ max: mostInstallations });
  let latest = 0;
  return (installationId: number, free: Date, now: Date): Date => {
    // The clock was set back: a time that it promised is hours away.
    if (now.getTime() < latest) promised.clear();
    latest = now.getTime();
    const open = (promised.get(installationId) ?? []).filter((at) => at > now.getTime());
    const full = open.at(-places);
    const at = Math.max(free.getTime(), open.at(-1) ?? 0, full === undefined ? 0 : full + minuteMs);
    promised.set(installationId, [...open, at]);
    return new Date(at);
  };
}

function later(until: Date, now: Date): GitHubError {
  return new GitHubError('This installation has written all that it may for now', {
    cause: undefined,
    retryAfterSeconds: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000)),
  });
}
