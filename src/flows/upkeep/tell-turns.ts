import type { Turn } from '../../domain/metric/source-read.ts';
import { sourceRemedy } from '../../render/words/source-remedy.ts';
import type { Log } from '../ports/log.ts';

/** A line for each source that began to fail, or answers again. What each read came to is told where it is read. */
export function tellTurns(turns: Turn[], log: Log): void {
  for (const { read, failedSince } of turns) {
    const { failure } = read;
    const source = `${read.source}/${read.query}`;
    if (!failure) {
      log.info({ source, failedSince }, `Source ${source} answers again`);
      continue;
    }
    const remedy = sourceRemedy(failure.reason);
    const then = `\`npx soundings source test ${source}\` tries it`;
    log.warn(
      { source, reason: failure.reason, since: read.failingSince },
      `Source ${source} fails: ${failure.text}. What to do: ${remedy === undefined ? then : `${remedy}; ${then}`}`,
    );
  }
}
