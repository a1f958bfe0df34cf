import { keepHindsight } from '../../../db/ledger/hindsight.ts';
import { effectTowardsGood } from '../../../domain/metric/towards-good.ts';
import type { readNamedWhereabouts } from '../../../env.ts';
import { counted } from '../../../render/words/words.ts';
import { openDatabase } from '../../server/open-database.ts';
import type { Findings } from '../report/findings.ts';

/** Keeps the verdicts in the record, as hindsight. The problem: why it cannot, and what to do. */
export async function keep(
  { repository, since, windowDays, read }: Findings,
  at: Date,
  whereabouts: ReturnType<typeof readNamedWhereabouts>,
): Promise<{ kept: string } | { problem: string }> {
  const rows = read.flatMap(({ metric, rows }) =>
    rows.flatMap(({ name, at: shipped, answer, verdict }) => {
      const effect = answer.kind === 'effect' ? effectTowardsGood(answer, metric.good) : undefined;
      if (!effect || verdict === undefined) return [];
      return [{ metric: metric.name, release: name, shippedAt: new Date(shipped), windowDays, effect, verdict }];
    }),
  );
  const done = await openDatabase(
    ({ database }) => keepHindsight(database, repository.id, { since, rows, at }),
    whereabouts,
  );
  if ('problem' in done) return done;
  if (!done.answer)
    return {
      problem: `the record knows no ${repository.owner}/${repository.name}: install the App there first, --keep adds to what it remembers`,
    };
  return { kept: `Kept ${counted(rows.length, 'verdict')} as hindsight: \`soundings ledger --hindsight\` shows them.` };
}
