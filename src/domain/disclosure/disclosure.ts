import type { Change } from '../declaration/declaration.ts';
import type { Metric } from '../metric/metric.ts';
import type { Redaction } from '../outcome-map/policy.ts';

/** Who reads what is written on GitHub: anyone who can see the repository it stands in, on the word of the author it answers. */
export interface Audience {
  /** As GitHub says now. */
  repository: 'public' | 'private';
  /** May that author read the repository that the outcome map is in. */
  readsHome: boolean;
}

/** How much of a metric may be shown: its levels, its name and what is relative, or not even that it exists. */
export type Shown = 'figures' | 'name' | 'nothing';

/** What may be shown to an audience. Plain data, so that it can be kept, compared and sent to another thread. */
export interface Disclosure {
  /** The metrics that the map in force calls public. */
  public: { name: string; source?: string }[];
  ofPublic: Shown;
  ofOthers: Shown;
  /** Free text of people, which may hold any figure. */
  words: boolean;
}

/** For a reader who has the map and its figures, as on the command line. */
export const everything: Disclosure = { public: [], ofPublic: 'figures', ofOthers: 'figures', words: true };

/**
 * The one place that decides what may be shown to whom.
 * @param map the one in force, whatever map a bet was made under or a pull request proposes
 */
export function disclosureOf(
  { metrics, policy }: { metrics: Metric[]; policy: { redact: Redaction } },
  audience: Audience,
): Disclosure {
  return {
    public: metrics
      .filter((metric) => metric.public)
      .map(({ name, source }) => ({ name, ...(source === undefined ? {} : { source }) })),
    ofPublic: policy.redact === true ? 'name' : 'figures',
    ofOthers: ofOthers(policy.redact, audience),
    words: policy.redact !== true,
  };
}

function ofOthers(redact: Redaction, { repository, readsHome }: Audience): Shown {
  if (!readsHome) return 'nothing';
  if (redact === 'auto') return repository === 'private' ? 'figures' : 'name';
  return redact ? 'name' : 'figures';
}

/** A metric is public by its name and its source: another series under a public name is another metric. */
export function shownOf(disclosure: Disclosure, { name, source }: Pick<Metric, 'name' | 'source'>): Shown {
  const isPublic = disclosure.public.some((metric) => metric.name === name && metric.source === source);
  return isPublic ? disclosure.ofPublic : disclosure.ofOthers;
}

/**
 * Whether a size that people chose may be held against a metric's level. Where the level is hidden, whatever comes of it would tell the level: the
 * quotient at once, and the answer to enough such questions too. A relative change is what it is, whatever the level.
 */
export const mayHold = (change: Change | undefined, metric: Metric, disclosure: Disclosure): boolean =>
  change === undefined || change.kind === 'relative' || shownOf(disclosure, metric) === 'figures';
