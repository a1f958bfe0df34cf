import type { ReadFailure } from '../domain/metric/reading.ts';
import type { SourceReads } from '../domain/portfolio/now-page.ts';

/** What one read of a source came to. */
export interface SourceRead {
  /** The operator's name of the connection, and of the query on it. */
  source: string;
  query: string;
  seconds: number;
  failure?: ReadFailure;
}

/** How the reads of this process went, by connection. */
export interface SourceStates {
  note(read: SourceRead): void;
  of(source: string): SourceReads | undefined;
  /** Whether the latest read of any query failed. */
  anyFails(): boolean;
}

/** Of one connection. Names of pushed metrics are people's own, and without end. */
const mostFailing = 100;

export function sourceStates(now: () => Date): SourceStates {
  const states = new Map<string, { at: Date; seconds: number; failing: Map<string, { since: Date; text: string }> }>();
  return {
    note({ source, query, seconds, failure }) {
      const at = now();
      const failing = states.get(source)?.failing ?? new Map();
      // Maps name what is pushed as they like: outsiders would otherwise decide what fails here.
      if (!failure || failure.reason === 'not-pushed') failing.delete(query);
      else if (failing.has(query) || failing.size < mostFailing)
        failing.set(query, { since: failing.get(query)?.since ?? at, text: failure.text });
      states.set(source, { at, seconds, failing });
    },
    of(source) {
      const state = states.get(source);
      return (
        state && { ...state, failing: [...state.failing].map(([query, { since, text }]) => ({ query, since, text })) }
      );
    },
    anyFails: () => [...states.values()].some(({ failing }) => failing.size > 0),
  };
}
