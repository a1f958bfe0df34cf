import type { DigestPlan } from '../outcome-map/digest/plan.ts';
import type { OutcomeMap } from '../outcome-map/outcome-map.ts';

const nine = { day: 1, minutes: 9 * 60 };
const usual: DigestPlan = {
  ...{ repository: '', timezone: 'UTC', repositories: [] },
  ...{ weekly: nine, monthly: nine, quarterly: nine },
};

/** When digests of a map are due, for somebody who looks at one: a rhythm that the map leaves out begins at nine on the first day. */
export const planOf = ({ digest }: Pick<OutcomeMap, 'digest'>): DigestPlan => ({ ...usual, ...digest });
