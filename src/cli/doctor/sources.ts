import { existsSync } from 'node:fs';
import { inTime } from '../../deadlines/in-time.ts';
import type { Variables } from '../../env.ts';
import { describeError } from '../../errors/describe-error.ts';
import { counted, firstOf } from '../../render/words/words.ts';
import { openQueries, type Queries } from '../source/read-query.ts';
import type { Finding } from './finding.ts';

const days = 28;
/** Beyond it a forecast would wait too long. */
const queryWithinMs = 20_000;
const mostNamed = 3;

/** All queries of the file of sources, but for those that are billed, and what they answer. */
export async function lookAtSources(variables: Variables): Promise<Finding[]> {
  const named = variables.SOUNDINGS_SOURCES || undefined;
  const path = named ?? 'sources.yml';
  if (named === undefined && !existsSync(path))
    return [
      {
        ...{ area: 'sources', state: 'remark' },
        seen: 'there is no file of sources, so no metric can be read',
        todo: 'Copy sources.example.yml to sources.yml, or name your file in SOUNDINGS_SOURCES; docs/sources/README.md.',
      },
    ];
  const open = await openQueries(path, variables);
  if ('problems' in open) {
    const seen = firstOf(open.problems, mostNamed);
    return [
      { area: 'sources', state: 'broken', seen, todo: 'Correct the file; docs/sources/README.md lists its keys.' },
    ];
  }
  try {
    return await judge(open);
  } finally {
    await open.close();
  }
}

interface Answers {
  well: string[];
  billed: string[];
  /** Each with what was wrong. */
  bad: { name: string; why: string }[];
}

async function judge(open: Queries): Promise<Finding[]> {
  const answers = await Promise.all([...open.sources.keys()].map((connection) => answersOf(open, connection)));
  const broken = answers.flatMap(({ bad }): Finding[] => {
    const [first] = bad;
    if (!first) return [];
    const named = bad.slice(0, mostNamed).map(({ name, why }) => `${name}: ${why}`);
    const seen = [...named, ...(bad.length > mostNamed ? [`${bad.length - mostNamed} more`] : [])].join('; ');
    return [
      { area: 'sources', state: 'broken', seen, todo: `\`npx soundings source test ${first.name}\` shows it alone.` },
    ];
  });
  const [well, billed] = [answers.flatMap((one) => one.well), answers.flatMap((one) => one.billed)];
  if (well.length + billed.length === 0 && broken.length > 0) return broken;
  const seen = [
    well.length === 0 ? 'nothing to read' : `${counted(well.length, 'query', 'queries')} answered`,
    ...(billed.length > 0 ? [`${billed.length} billed by scan, not tried`] : []),
  ].join('; ');
  return [...broken, { area: 'sources', state: 'well', seen }];
}

async function answersOf({ sources, read }: Queries, connection: string): Promise<Answers> {
  const answers: Answers = { well: [], billed: [], bad: [] };
  const { queries = [], isBilledByScan, source } = sources.get(connection) ?? {};
  for (const query of queries) {
    // Nobody knows here which experiment to ask for.
    if (source?.takesExperiment?.(query)) continue;
    const name = `${connection}/${query}`;
    if (isBilledByScan) {
      answers.billed.push(name);
      continue;
    }
    const why = await whatIsWrong(() => read(name, days));
    if (why === undefined) answers.well.push(name);
    else answers.bad.push({ name, why });
    // The others of this connection would keep everybody waiting too.
    if (why === tooLate) break;
  }
  return answers;
}

const tooLate = `no answer within ${queryWithinMs / 1_000} s`;

async function whatIsWrong(read: () => ReturnType<Queries['read']>): Promise<string | undefined> {
  try {
    const { reading } = await inTime(queryWithinMs, new Error(tooLate), read);
    if (reading.kind === 'failed') return reading.failure.text;
    return reading.kind === 'samples' && reading.series.samples.length > 0
      ? undefined
      : `no rows for the last ${days} days`;
  } catch (error) {
    return error instanceof Error && error.message === tooLate ? tooLate : describeError(error);
  }
}
