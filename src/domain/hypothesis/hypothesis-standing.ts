export const hypothesisStates = ['proposed', 'testing', 'validated', 'invalidated', 'inconclusive'] as const;

export type HypothesisState = (typeof hypothesisStates)[number];

/** `stopped`: nobody is to go on with it. */
export const standings = [...hypothesisStates, 'stopped'] as const;

export type HypothesisWord = (typeof standings)[number];

/** A change of state, with who says so, and on what evidence. */
export interface HypothesisChange {
  state: HypothesisWord;
  at: Date;
  by: string;
  evidence?: string;
  /** The comment that said so, by GitHub's id: the same comment read again changes nothing. */
  comment?: number;
}

/** What is known of a hypothesis apart from its issue's text. */
export interface HypothesisStanding {
  /** The last result; a stopped hypothesis keeps it. */
  state: HypothesisState;
  /** Oldest first; the last one is the present state. */
  history: HypothesisChange[];
  /** Nobody is to go on with it: every open pull request that rests on it is told so. */
  stopped?: {
    at: Date;
    by: string;
    why: string /** The pull request or issue on which it was decided, as `owner/repository#42`. */;
    on: string;
  };
}

/** A change as it is asked for; a stop names where it was decided, as `owner/repository#42`. */
export type WantedChange = HypothesisChange & { on?: string };

export const wordOf = ({ state, stopped }: HypothesisStanding): HypothesisWord => (stopped ? 'stopped' : state);

/**
 * The standing after a change; the same one where nothing changes: the same comment read again, or the present state once more without
 * anything new to say of it. Any other state than `stopped` takes up again what was stopped.
 */
export function changed(
  standing: HypothesisStanding | undefined,
  change: WantedChange & { on: string },
): HypothesisStanding {
  if (standing && isKnown(standing, change)) return standing;
  const { on, ...entry } = change;
  const history = [...(standing?.history ?? []), entry];
  if (entry.state !== 'stopped') return { state: entry.state, history };
  const { at, by, evidence = '' } = entry;
  return { state: standing?.state ?? 'proposed', history, stopped: { at, by, why: evidence, on } };
}

function isKnown(standing: HypothesisStanding, { state, comment, evidence, by }: WantedChange): boolean {
  if (comment !== undefined && standing.history.some((one) => one.comment === comment && one.state === state))
    return true;
  const last = standing.history.at(-1);
  if (wordOf(standing) !== state) return false;
  return evidence === undefined || (last?.evidence === evidence && last.by === by);
}

/** The present state was set without evidence. */
export function lacksEvidence({ history }: HypothesisStanding): boolean {
  const last = history.at(-1);
  return last !== undefined && last.state !== 'proposed' && last.evidence === undefined;
}
