import type { KeyResultTold, MetricTold, Outcomes } from './knowledge.ts';

/** A key result that a change may be about. */
export interface Candidate {
  keyResult: KeyResultTold;
  /** Words that the change and the key result have in common. */
  shared: string[];
}

const mostWords = 20_000;

/** Key results that are open on a day, those first that have most words in common with a change; of equals the map's order. */
export function candidatesFor(change: string, { objectives, metrics }: Outcomes, today: string): Candidate[] {
  const said = wordsOf(change);
  const all = objectives.flatMap(({ title: objective, keyResults }) =>
    keyResults
      .filter(({ by }) => by >= today)
      .map((keyResult) => {
        const metric = metrics.find(({ name }) => name === keyResult.metric);
        const about = [keyResult.id, keyResult.title, keyResult.metric, metric?.title, metric?.definition, objective];
        return { keyResult, shared: [...wordsOf(about.join(' '))].filter((word) => said.has(word)) };
      }),
  );
  return all.sort((one, other) => other.shared.length - one.shared.length);
}

/** Whole words of three letters and more, in lowercase, `signupRate` and `sign_up_rate` taken apart. */
function wordsOf(text: string): Set<string> {
  const apart = text.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').toLowerCase();
  return new Set((apart.match(/\p{L}{3,}/gu) ?? []).slice(0, mostWords).filter((word) => !common.has(word)));
}

/** They say nothing of what a change is about. */
const common = new Set(
  'the and for with per are was not src test tests index import export from const return function class true false null diff git file files new day days value type string number await async this that'.split(
    ' ',
  ),
);

/** The lines of a description; without a change that is hoped for, no expectation is made up. */
export function blockOf({ id, metric }: KeyResultTold, change: string | undefined, windowDays: number): string {
  return [
    '### Outcome',
    `Key result: ${id}`,
    ...(change === undefined ? [] : [`Expect: ${metric} ${change} within ${windowDays} days`]),
  ].join('\n');
}

export const signOf = ({ good }: Pick<MetricTold, 'good'>) => (good === 'down' ? '-' : '+');
