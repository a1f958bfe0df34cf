import type { Command } from 'commander';
import { completeUntil } from '../../domain/bet/schedule.ts';
import type { Reading } from '../../domain/metric/reading.ts';
import { mapPath } from '../../domain/outcome-map/map-path.ts';
import { statedBet } from '../../flows/gate/record-open-bet.ts';
import type { MetricReader } from '../../flows/ports/metric-reader.ts';
import { renderCheck } from '../../render/gate/check-output.ts';
import { formatDate } from '../../render/words/dates.ts';
import { instantOf, type Moment } from '../analyse/moment.ts';
import { writeText } from '../analyse/read-text.ts';
import { type JudgedOffline, judgeOffline } from '../map/judge-offline.ts';
import { isForOthers, openReader, ownerWanted, sourcesWanted } from '../map/open-reader.ts';
import { readOffline } from '../map/read-offline.ts';
import { type Desk, deskWith, unread } from './desk.ts';
import { previewAsPage } from './page/as-page.ts';
import { previewForecast } from './preview-forecast.ts';
import { previewReadout } from './preview-readout.ts';
import type { Section } from './section.ts';

interface Options {
  map: string;
  body?: string;
  sources?: string;
  owner?: string;
  at?: string;
  whole?: boolean;
  html?: string;
}

/** `soundings preview`: what Soundings would write on a pull request, before there is an App. */
export function addPreview(program: Command): void {
  program
    .command('preview')
    .description(
      'show as Markdown what would be written on a pull request: the check, the forecast on your data and, with --at, the readout',
    )
    .option('--map <file>', 'the outcome map', mapPath)
    .option('--body <file>', 'the description (default: standard input)')
    .option('--sources <file>', 'where the data is (default: SOUNDINGS_SOURCES)')
    .option('--owner <owner>', 'for whom the sources are read, where they are for certain owners')
    .option('--at <date>', 'a day on which it would have shipped: adds the readout')
    .option('--html <file>', 'write them as one page for a browser, too, charts drawn')
    .option('--whole', 'what GitHub folds, too, which a terminal is spared')
    .addHelpText(
      'after',
      `
Exit status: 0 the check would pass, 1 it would stop the pull request, or nothing could be shown.
Issues are not looked up, and there is no record: other bets and how earlier ones went are left out.

Example: soundings preview --body description.md --sources sources.yml --at 2026-10-01 --html preview.html`,
    )
    .action(async (options: Options) => {
      const shown = await preview(options, new Date());
      let problem: string | undefined;
      if ('problems' in shown) console.error(shown.problems.join('\n'));
      else {
        console.log(folded(asMarkdown(shown.sections), options.whole || !process.stdout.isTTY));
        problem = options.html && writeText(options.html, String(previewAsPage(shown.sections)));
        if (problem) console.error(problem);
      }
      process.exitCode = 'problems' in shown || !shown.passes || problem ? 1 : 0;
    });
}

type Preview = { sections: Section[]; passes: boolean } | { problems: string[] };

async function preview({ map, body, sources, owner = '', at }: Options, now: Date): Promise<Preview> {
  const moment = at === undefined ? undefined : instantOf(at);
  if (at !== undefined && (!moment || noonOf(moment) > now))
    return { problems: [`--at is no day that is over, expected a date such as ${formatDay(now)}: ${at}`] };
  const read = await readOffline(map, body);
  if ('problems' in read) return read;
  const judged = judgeOffline(read.body, read.map);
  const opened = await openReader(sources);
  if (opened && 'problems' in opened) return opened;
  if (opened === undefined) console.error(sourcesWanted);
  const reader = watched(opened?.reader ?? unread);
  try {
    const sections = await shown(deskWith(reader), judged, owner, moment && noonOf(moment), now);
    if (owner === '' && reader.isRefused()) return { problems: [ownerWanted] };
    return { sections, passes: judged.passes };
  } finally {
    await opened?.reader.close();
  }
}

async function shown(
  desk: Desk,
  { facts, judgement, notes }: JudgedOffline,
  owner: string,
  at: Date | undefined,
  now: Date,
): Promise<Section[]> {
  const { title, summary } = renderCheck(facts, judgement).output;
  const check = {
    heading: `Check: ${judgement.conclusion}`,
    markdown: [`**${title}**`, summary, ...notes].join('\n\n'),
  };
  const found = statedBet(facts, judgement);
  if (!found)
    return [check, { heading: 'Forecast', markdown: 'None: the description stakes nothing that could be measured.' }];
  const ownerId = /^\d+$/.test(owner) ? { ownerId: Number(owner) } : {};
  const stated = { ...found, author: 'author', repository: { ...found.repository, owner, ...ownerId } };
  const forecast = await previewForecast(desk, stated, completeUntil(now, 'day'));
  const readout = at && (await previewReadout(desk, stated, at, now));
  return [
    check,
    { heading: 'Forecast', markdown: withoutMarker(forecast) },
    ...(at
      ? [
          {
            heading: `Readout, had it shipped on ${formatDate(at)}`,
            markdown: readout === undefined ? 'None yet: not a whole day has passed.' : withoutMarker(readout),
          },
        ]
      : []),
  ];
}

const asMarkdown = (sections: Section[]) =>
  sections.map(({ heading, markdown }) => `# ${heading}\n\n${markdown}`).join('\n\n');

/** On GitHub, charts and definitions are behind these lines. A pipe gets the Markdown unchanged. */
const folded = (markdown: string, whole: boolean): string =>
  whole ? markdown : markdown.replace(/<details><summary>([^<]*)<\/summary>.*?<\/details>/gs, '▸ $1');

/** The first line is how our own comments are found again on GitHub. */
const withoutMarker = (body: string) => body.replace(/^<!-- soundings:[^\n]*-->\n*/, '').trimEnd();

/** For a day, its middle. */
const noonOf = ({ at, isDay }: Moment) => new Date(isDay ? at + 12 * 3_600_000 : at);
const formatDay = (date: Date) => date.toISOString().slice(0, 10);

/** Remembers whether a source was only for others. */
function watched(reader: MetricReader): MetricReader & { isRefused(): boolean } {
  let refused = false;
  const noted = (reading: Reading) => {
    refused ||= isForOthers(reading);
    return reading;
  };
  return { read: async (request) => noted(await reader.read(request)), isRefused: () => refused };
}
