import { join } from 'node:path';
import { completeUntil } from '../../../domain/bet/schedule.ts';
import { day } from '../../../domain/day.ts';
import type { OutcomeMap } from '../../../domain/outcome-map/outcome-map.ts';
import type { Repository } from '../../../domain/repository.ts';
import { type PersonalAccess, readNamedWhereabouts, readPersonalAccess } from '../../../env.ts';
import type { MetricReader } from '../../../flows/ports/metric-reader.ts';
import { readClosedPulls } from '../../../github/past/read-closed-pulls.ts';
import { readChangedPaths } from '../../../github/read-pull-request.ts';
import { readByName } from '../../../github/read-repository.ts';
import type { Requests } from '../../../github/requests/requests.ts';
import { fail, forTerminal } from '../../analyse/for-terminal.ts';
import { instantOf } from '../../analyse/moment.ts';
import { writeText } from '../../analyse/read-text.ts';
import { asCsv } from '../../ledger/as-csv.ts';
import { asJson } from '../../ledger/as-json.ts';
import { openReader, sourcesWanted } from '../../map/open-reader.ts';
import { unread as unreadSources } from '../../preview/desk.ts';
import { releaseColumns } from '../release-columns.ts';
import { reportAsMarkdown } from '../report/as-markdown.ts';
import { reportAsPage } from '../report/as-page.ts';
import { reportAsText } from '../report/as-text.ts';
import type { Findings } from '../report/findings.ts';
import { reportOf } from '../report/report-of.ts';
import { gateOf, type JudgedPull, type MergedPull } from './gate-of.ts';
import { explainGitHub, personalRequests } from './github-access.ts';
import { type Kept, keptFile, readKept } from './kept.ts';
import { mapOf } from './map-of.ts';
import { measured } from './measured.ts';
import { shippedSince } from './shipped.ts';

export interface RepositoryOptions {
  since?: string;
  map?: string;
  sources?: string;
  html?: string;
  cache?: string;
  wait?: true;
  keep?: true;
  window?: number;
  format: string;
}

const usualDays = 180;
const usualWindow = 28;
/** What the report says that a release can show. */
const detectDays = 14;

/** What a repository's past tells, read from GitHub and the sources, and written nowhere but into the report. */
export async function ofRepository(name: string, options: RepositoryOptions): Promise<string | undefined> {
  const now = new Date();
  const since = sinceOf(options.since, now);
  if (!since) return fail(`--since: ${options.since} is no time before now, expected 180d or a day such as 2026-06-01`);
  const access = readPersonalAccess();
  if ('problems' in access) return fail(access.problems.join('\n'));
  const record = options.keep ? readNamedWhereabouts() : undefined;
  if (record && 'problems' in record) return fail(record.problems.join('\n'));
  const opened = await openReader(options.sources);
  if (opened && 'problems' in opened) return fail(opened.problems.join('\n'));
  if (!opened) say(`${sourcesWanted}: no metric is read`);
  try {
    const found = await findingsOf(name, { access, metrics: opened?.reader ?? unreadSources, since, now }, options);
    if ('problems' in found) return fail(found.problems.join('\n'));
    const done = record ? await kept(found, now, record) : undefined;
    if (done && 'problem' in done) return fail(done.problem);
    if (done) say(done.kept);
    return written(found, options);
  } catch (error) {
    const told = explainGitHub(error, name, access);
    if (told === undefined) throw error;
    return fail(told);
  } finally {
    await opened?.reader.close();
  }
}

/** Loaded when it is asked for: a database takes a while. */
async function kept(found: Findings, now: Date, record: ReturnType<typeof readNamedWhereabouts>) {
  const { keep } = await import('./keep.ts');
  return keep(found, now, record);
}

const say = (line: string) => void process.stderr.write(`${forTerminal(line)}\n`);

function sinceOf(text: string | undefined, now: Date): Date | undefined {
  const days = text === undefined ? usualDays : Number(/^(\d{1,4}) ?d$/.exec(text.trim())?.[1] ?? Number.NaN);
  const at = days > 0 ? Math.floor(now.getTime() / day) * day - days * day : instantOf(text ?? '')?.at;
  return at !== undefined && at < now.getTime() ? new Date(at) : undefined;
}

interface Given {
  access: PersonalAccess;
  metrics: MetricReader;
  since: Date;
  now: Date;
}

async function findingsOf(
  named: string,
  { access: personal, metrics, since, now }: Given,
  { map: mapFile, cache = join(personal.cache, 'soundings', 'backtest'), wait, window }: RepositoryOptions,
): Promise<Findings | { problems: string[] }> {
  const { requests, access } = personalRequests(personal, { say, endless: wait === true });
  const [owner = '', name = ''] = named.split('/');
  const repository = await readByName(requests, { owner, name });
  if (!repository)
    return { problems: [`there is no ${named} at ${personal.siteUrl}, or GITHUB_TOKEN may not read it`] };
  const mapped = await mapOf(requests, repository, mapFile);
  if ('problems' in mapped) return mapped;
  const { map, from: mapFrom } = mapped;
  const file = keptFile(cache, personal.apiUrl, repository);
  const kept = readKept(file, repository.id);
  say(`What is read of GitHub is kept in ${file}: a later run asks for the rest. It can be deleted at any time.`);
  const pulls = await mergedSince(requests, repository, since, kept);
  const shipped = await shippedSince(map.release, { requests, access, repository, since, pulls, kept, say });
  const judged = await judgedPulls(pulls, { requests, repository, map, kept });
  const windowDays = window ?? map.followUp.afterDays.at(-1) ?? usualWindow;
  const asOf = completeUntil(now, 'day');
  const asked = { repository, metrics: map.metrics, days: shipped.days, since, asOf, windowDays, detectDays, say };
  return {
    ...{ repository, siteUrl: personal.siteUrl, since, asOf, windowDays, detectDays, map, mapFrom, shipped },
    pulls: judged,
    ...(await measured(metrics, asked)),
  };
}

async function mergedSince(requests: Requests, repository: Repository, since: Date, kept: Kept): Promise<MergedPull[]> {
  await readClosedPulls(requests, repository, since, kept, () => {
    kept.save();
    say(`Read ${kept.pulls.size} closed pull requests.`);
  });
  const merged = [...kept.pulls.values()].flatMap((pull) =>
    pull.mergedAt !== undefined && new Date(pull.mergedAt) >= since ? [{ ...pull, mergedAt: pull.mergedAt }] : [],
  );
  return merged.sort((one, other) => Date.parse(one.mergedAt) - Date.parse(other.mergedAt));
}

/** Changed files cost a request each, and matter only to what would be asked for an outcome and could be exempt by them. */
async function judgedPulls(
  pulls: MergedPull[],
  { requests, repository, map, kept }: { requests: Requests; repository: Repository; map: OutcomeMap; kept: Kept },
): Promise<JudgedPull[]> {
  const first = gateOf(pulls, { map, repository, paths: kept.paths });
  if (map.policy.exempt.paths.length === 0) return first;
  const asked = first.filter(({ answer, number }) => answer === 'asked' && !kept.paths.has(number));
  try {
    for (const [at, { number }] of asked.entries()) {
      kept.paths.set(number, await readChangedPaths(requests, repository, number));
      if ((at + 1) % 25 === 0) say(`Read the changed files of ${at + 1} of ${asked.length} pull requests.`);
    }
  } finally {
    kept.save();
  }
  return gateOf(pulls, { map, repository, paths: kept.paths });
}

function written(found: Findings, { format, html }: RepositoryOptions): string | undefined {
  const report = reportOf(found);
  if (html !== undefined) {
    const problem = writeText(html, String(reportAsPage(report)));
    if (problem) return fail(problem);
    say(`Wrote ${html}.`);
  }
  if (format === 'table') return reportAsText(report, process.stdout.columns || 120);
  if (format === 'markdown') return reportAsMarkdown(report);
  const rows = found.read.flatMap(({ metric, rows }) => rows.map((row) => ({ ...row, metric })));
  const columns = [
    { field: 'metric', value: ({ metric }: (typeof rows)[number]) => metric.name },
    ...releaseColumns<(typeof rows)[number]>(({ metric }) => metric.unit),
  ];
  return (format === 'csv' ? asCsv : asJson)(columns, rows);
}
