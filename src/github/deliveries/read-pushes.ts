import type { z } from 'zod';
import { mapPath } from '../../domain/outcome-map/map-path.ts';
import { from, type Reader } from './event-reader.ts';
import { createShape, pushShape } from './payload-shapes.ts';

/** GitHub lists no more commits than this of a push (facts 16). */
const mostCommits = 2048;

/** Commits that a merge queue tries count once they are merged. */
const queueBranches = 'gh-readonly-queue/';

type Pushed = z.infer<typeof pushShape>['commits'];
const isNew = ({ distinct }: Pushed[number]) => distinct !== false;
const commitsOf = (commits: Pushed) => commits.map(({ id: sha, message, timestamp: at }) => ({ sha, message, at }));

const commitsPushed = from(pushShape, ({ ref, deleted, forced, repository, commits }) => {
  const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1];
  if (deleted || branch === undefined || branch.startsWith(queueBranches)) return undefined;
  const at = repository.pushed_at ? { at: new Date(repository.pushed_at * 1000) } : {};
  if (branch !== repository.default_branch)
    return { kind: 'commits-pushed', branch, commits: commitsOf(commits.filter(isNew)), ...at, touchesMap: false };
  // After a forced push or a huge one the list does not show what changed.
  const listIsWhole = !forced && commits.length < mostCommits;
  return {
    kind: 'commits-pushed',
    commits: commitsOf(commits),
    ...at,
    touchesMap:
      !listIsWhole ||
      commits.some(({ added, modified, removed }) =>
        [added, modified, removed].some((paths) => paths?.includes(mapPath)),
      ),
  };
});

export const tagCreated = from(createShape, ({ ref: tag, ref_type: type, repository }) =>
  type === 'tag' && repository.pushed_at
    ? { kind: 'tag-pushed', tag, moved: false, at: repository.pushed_at }
    : undefined,
);

const tagPushed = from(pushShape, ({ ref, created, deleted, repository: { pushed_at: at } }) => {
  const tag = ref.slice('refs/tags/'.length);
  return deleted || !at ? undefined : { kind: 'tag-pushed', tag, moved: created === false, at: new Date(at * 1000) };
});

export const pushed: Reader = (payload, appId) =>
  (/^refs\/tags\//.test((payload as { ref?: string }).ref ?? '') ? tagPushed : commitsPushed)(payload, appId);
