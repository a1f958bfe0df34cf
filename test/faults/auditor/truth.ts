import type { SeenPull, SeenRepository } from './seen.ts';

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

export function isExempt(pull: SeenPull, writers: string[]): boolean {
  if (pull.labels.includes('no-outcome')) return true;
  return pull.comments.some(({ author, body }) => writers.includes(author) && /^exempt \S/.test(commandIn(body) ?? ''));
}

export function conclusionFor(pull: SeenPull, { mode }: Rules, writers: string[]): 'success' | 'neutral' | 'failure' {
  if (isExempt(pull, writers)) return 'neutral';
  if (statedIn(pull.body).kind !== 'nothing') return 'success';
  return mode === 'enforce' && !pull.draft ? 'failure' : 'neutral';
}

/** Where a merged bet stands before anything is measured, and since when it is out. */
export type Fate = { state: 'merged' } | { state: 'reverted' } | { state: 'shipped'; at: Date; tag?: string };

/** A revert takes it back; a revert of that brings it again, from then on waiting for its release anew. */
export function fateOf(pull: SeenPull & { mergedAt: Date }, { pulls, fullName }: SeenRepository, rules: Rules): Fate {
  const undoneBy = (number: number) =>
    pulls.find(({ body, mergedAt }) => mergedAt && body.trim() === `Reverts ${fullName}#${number}`);
  const revert = undoneBy(pull.number);
  const again = revert && undoneBy(revert.number);
  if (revert && !again) return { state: 'reverted' };
  const { mergedAt, release } = (again as (SeenPull & { mergedAt: Date }) | undefined) ?? pull;
  if (rules.ships === 'merge') return { state: 'shipped', at: mergedAt };
  if (!release) return { state: 'merged' };
  return { state: 'shipped', at: release.at > mergedAt ? release.at : mergedAt, tag: release.tag };
}
