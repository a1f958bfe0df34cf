import type { SeenComment, SeenPull, SeenRepository } from './seen.ts';

/*
 * A second reading of what people wrote, on purpose without a line of the app's: it understands no more than the simulated people
 * write, and what it takes for true is written down here in one place.
 */

export interface Stated {
  kind: 'bet' | 'non-bet' | 'nothing';
  /** Days after which it wants to be looked at. */
  windows: number[];
  /** In percent, of the first movement. */
  expects?: number;
}

const metrics = ['signup_rate', 'projects_completed'];

export function statedIn(body: string): Stated {
  const text = body.replaceAll(/^```[\s\S]*?^```/gm, '');
  const expectations = [...text.matchAll(/^Expect: (\w+) \+(\d+)% within (\d+) days$/gm)].filter(([, metric = '']) =>
    metrics.includes(metric),
  );
  const windows = expectations.map(([, , , days]) => Number(days));
  const expects = expectations[0] && Number(expectations[0][2]);
  // An expectation that names no key result is none.
  if (/^Key result: KR1$/m.test(text)) return { kind: 'bet', windows, ...(expects !== undefined && { expects }) };
  return { kind: /^Outcome: none \(chore\)/m.test(text) ? 'non-bet' : 'nothing', windows };
}

export interface Rules {
  mode: 'enforce' | 'advise';
  ships: 'release' | 'tag' | 'merge';
  followUp: number[];
}

export function rulesOf(map: string): Rules {
  const days = /follow_up: \{ after: \[([^\]]*)\]/.exec(map)?.[1] ?? '';
  return {
    mode: map.includes('mode: enforce') ? 'enforce' : 'advise',
    ships: map.includes('on: merge') ? 'merge' : map.includes('on: tag') ? 'tag' : 'release',
    followUp: [...days.matchAll(/(\d+)d/g)].map(([, count]) => Number(count)),
  };
}

/** `/soundings <words>` on a line of its own. */
export const commandIn = (body: string): string | undefined => /^\/soundings (.+)$/m.exec(body)?.[1];

function isExempt(pull: SeenPull, writers: string[]): boolean {
  if (pull.labels.includes('no-outcome')) return true;
  return pull.comments.some(({ author, body }) => writers.includes(author) && /^exempt \S/.test(commandIn(body) ?? ''));
}

export function conclusionFor(
  pull: SeenPull,
  { pulls }: SeenRepository,
  { mode }: Rules,
  writers: string[],
): 'success' | 'neutral' | 'failure' {
  if (isExempt(pull, writers) || isBackport(pull, pulls)) return 'neutral';
  if (statedIn(pull.body).kind !== 'nothing') return 'success';
  return mode === 'enforce' && !pull.draft ? 'failure' : 'neutral';
}

/** Where a merged bet stands before anything is measured, and since when it is out. `live`: by whose word. */
export type Fate =
  | { state: 'merged' }
  | { state: 'reverted'; live?: string }
  | { state: 'shipped'; at: Date; tag?: string; live?: string };

type MergedPull = SeenPull & { mergedAt: Date };

const isMerged = (pull: SeenPull): pull is MergedPull => pull.mergedAt !== undefined;

/** A change that is on main and is brought to another branch has its bet already, whatever the description says. */
const isBackport = (pull: SeenPull, pulls: SeenPull[]): boolean =>
  pulls.some((one) => isMerged(one) && one.baseRef !== pull.baseRef && saysItBrings(pull, one));

const saysItBrings = ({ body }: SeenPull, { number, mergeSha }: SeenPull): boolean =>
  [/^This is an automatic backport of pull request #(\d+) /m, /^Backport of #(\d+)$/m].some(
    (words) => words.exec(body)?.[1] === String(number),
  ) || body.includes(`(cherry picked from commit ${mergeSha})`);

/** As a revert took it back, and a revert of that brought it again, from then on waiting for its release anew. */
function takenBack(pull: MergedPull, { pulls, fullName }: SeenRepository): { revert?: MergedPull; again?: MergedPull } {
  const undoneBy = (number: number) =>
    pulls.filter(isMerged).find(({ body }) => body.trim() === `Reverts ${fullName}#${number}`);
  const revert = undoneBy(pull.number);
  const again = revert && undoneBy(revert.number);
  return { ...(revert && { revert }), ...(again && { again }) };
}

/**
 * It ships with the first release that holds it, its own merge or a backport since, or by somebody's word if that came after; what was taken back was out by
 * that word until then. Two fates where a word crossed what else became of it: GitHub tells the second and no more, and delivers in any order.
 */
export function fatesOf(pull: MergedPull, repository: SeenRepository, rules: Rules, writers: string[]): Fate[] {
  const { revert, again } = takenBack(pull, repository);
  const { mergedAt } = again ?? pull;
  const words = pull.comments.filter((one) => isLive(one, writers) && one.at >= mergedAt);
  if (revert && !again) {
    const before = words.filter(({ at }) => at <= revert.mergedAt);
    return [{ state: 'reverted' }, ...before.map(({ author }): Fate => ({ state: 'reverted', live: author }))];
  }
  const said = words.map(({ at, author }): Fate => ({ state: 'shipped', at, live: author })).at(-1);
  const isClear = !revert && words.some(({ at }) => at > mergedAt);
  return [...(said ? [said] : []), ...(isClear ? [] : [withoutWord(pull, again ?? pull, repository, rules)])];
}

const isLive = ({ author, body }: SeenComment, writers: string[]) =>
  writers.includes(author) && commandIn(body) === 'live';

function withoutWord(pull: SeenPull, base: MergedPull, { pulls }: SeenRepository, { ships }: Rules): Fate {
  const { mergedAt } = base;
  if (ships === 'merge') return { state: 'shipped', at: mergedAt };
  const backports = pulls.filter(
    (one) =>
      isMerged(one) &&
      one.mergedAt >= mergedAt &&
      one.baseRef !== base.baseRef &&
      (saysItBrings(one, pull) || saysItBrings(one, base)),
  );
  const releases = [base, ...backports].flatMap(({ release }) => release ?? []);
  const [release] = releases.sort((one, other) => minorOf(one.tag) - minorOf(other.tag));
  if (!release) return { state: 'merged' };
  return { state: 'shipped', at: release.at > mergedAt ? release.at : mergedAt, tag: release.tag };
}

/** Of `v1.12.0`. */
export const minorOf = (tag: string): number => Number(tag.split('.')[1]);

/**
 * How a command of somebody who may write can have been answered: obeyed or not. Both where it crossed the merge or what took that back. What is obeyed may
 * be without effect: it was said before the merge and heard after it.
 */
export function obedienceTo(
  { at, body }: SeenComment,
  pull: SeenPull,
  repository: SeenRepository,
  writers: string[],
): boolean[] {
  const command = commandIn(body) ?? '';
  if (/^(help|check|exempt \S.*)$/.test(command)) return [true];
  if (!/^live( |$)/.test(command) || !isMerged(pull)) return [false];
  if (!isBet(pull, repository, writers)) return [false];
  const { revert } = takenBack(pull, repository);
  if (at > pull.mergedAt && command !== 'live') return [false];
  return at > pull.mergedAt && !revert ? [true] : [true, false];
}

export const isBet = (pull: SeenPull, { pulls }: SeenRepository, writers: string[]): boolean =>
  statedIn(pull.body).kind === 'bet' && !isExempt(pull, writers) && !isBackport(pull, pulls);
