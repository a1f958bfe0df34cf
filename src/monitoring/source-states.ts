import type { SourceRead } from '../domain/metric/source-read.ts';

/** How the latest reads of this process went, by query. */
export interface SourceStates {
  note(read: SourceRead): void;
  /** Whether the latest read of any query failed. */
  anyFails(): boolean;
  /** Hands over what was noted since it was last saved; again, if `save` fails. */
  save(save: (reads: SourceRead[]) => Promise<void>): Promise<void>;
}

/** For the operator's queries, of which there are a few. Names of pushed metrics are people's own, and without end. */
export function sourceStates(): SourceStates {
  const latest = new Map<string, SourceRead>();
  const unsaved = new Map<string, SourceRead>();
  return {
    note(read) {
      const name = `${read.source}/${read.query}`;
      latest.set(name, read);
      unsaved.set(name, read);
    },
    anyFails: () => [...latest.values()].some(({ failure }) => failure !== undefined),
    async save(save) {
      const taken = [...unsaved];
      await save(taken.map(([, read]) => read));
      for (const [name, read] of taken) if (unsaved.get(name) === read) unsaved.delete(name);
    },
  };
}
