import { countOf } from '../../analysis/bucket.ts';
import { counted } from '../../render/words/words.ts';
import { fail } from '../analyse/for-terminal.ts';
import { type FileFlags, fileOptionsOf, openSeries } from '../analyse/series-file.ts';
import { asCsv } from '../ledger/as-csv.ts';
import { asJson } from '../ledger/as-json.ts';
import { asTable } from '../ledger/as-table.ts';
import { effectsOf, type JudgedRelease, judgeReleases } from './judge-releases.ts';
import { readReleases } from './read-releases.ts';
import { releaseColumns } from './release-columns.ts';

export interface FileOptions extends FileFlags {
  releases: string;
  window?: number;
  good?: 'up' | 'down';
  format: 'table' | 'csv' | 'json';
}

const usualWindow = 28;

/** What past releases did to a metric, from two files. */
export async function backtestFile(file: string, options: FileOptions): Promise<string | undefined> {
  const how = fileOptionsOf(options);
  if ('problem' in how) return fail(how.problem);
  const read = await openSeries(file, how);
  if ('problem' in read) return fail(read.problem);
  const found = await readReleases(options.releases, how.timezone ?? 'UTC');
  if ('problem' in found) return fail(found.problem);
  const { window: windowDays = usualWindow, good = 'up', format } = options;
  const rows = judgeReleases(read.series, found.releases, {
    ...{ windowDays, good, timezone: how.timezone, neverFalls: options.increase !== undefined },
  });
  const columns = releaseColumns<JudgedRelease>(() => (read.isShare ? 'ratio' : 'count'));
  if (format !== 'table') return (format === 'csv' ? asCsv : asJson)(columns, rows);
  const title = `${counted(rows.length, 'release')}, ${countOf('day', windowDays)} of ${read.name} after each`;
  const notes = [...read.notes, ...found.notes].map((note) => `Note: ${note}`);
  return `${[title, '', asTable(columns, rows, process.stdout.columns || 120), summary(rows), ...notes].join('\n')}\n`;
}

function summary(rows: JudgedRelease[]): string {
  const named = (verdict: string) => rows.filter((row) => row.verdict === verdict);
  const [moved, backfired] = [named('moved'), named('backfired')];
  const measured = rows.filter(({ verdict }) => verdict !== undefined).length;
  const left = rows.length - measured;
  const untold = measured - moved.length - backfired.length;
  return [
    `Of ${counted(measured, 'release')} that can be measured ${told(moved)} moved it for the better, ${told(backfired)} for the worse; of ${untold} nobody can tell.`,
    ...(left > 0 ? [`${counted(left, 'release')} cannot be measured.`] : []),
    'That a release and a movement coincide does not prove that one caused the other.',
  ].join('\n');
}

/** Releases that cannot be told apart share one effect. */
function told(rows: JudgedRelease[]): string {
  const effects = effectsOf(rows);
  return effects < rows.length ? `${rows.length} (${counted(effects, 'effect')})` : `${rows.length}`;
}
