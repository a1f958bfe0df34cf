import type { ReadFailure } from '../../domain/metric/reading.ts';

/** For the one who runs the server. */
const remedies: Partial<Record<ReadFailure['reason'], string>> = {
  timeout: 'make the query faster, or give the connection a longer `timeout`',
  unreachable: 'check whether it is there and runs, and the address and credentials of its connection',
  'query-failed': 'mend the query, its file, or the rights of its user: docs/sources has a page for each type',
  'not-pushed': 'push its samples, as docs/sources/push.md shows',
  'bad-samples': 'let the query return one row a day, or one an hour, as docs/sources/README.md has it',
  'too-many-rows': 'let the query keep to the time asked for and return one row a day, or raise `max_rows`',
};

/** A clause, where there is something to be done: `mend the query`. */
export const sourceRemedy = (reason: ReadFailure['reason']): string | undefined => remedies[reason];
