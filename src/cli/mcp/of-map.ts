import { completeUntil } from '../../domain/bet/schedule.ts';
import { daysBefore } from '../../domain/day.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import type { MetricReader } from '../../flows/ports/metric-reader.ts';
import { historyDays } from '../../flows/readings/read-metrics.ts';
import { readMapFile } from '../map/read-map-file.ts';
import type { Found, Knowledge, Outcomes } from './knowledge.ts';

/** A map, read anew each time: the agent may have changed it. */
export function mapIn(file: string): Found<{ map: OutcomeMap }> {
  const read = readMapFile(file);
  switch (read.kind) {
    case 'whole':
      return { map: read.map };
    case 'refused':
      return { problem: read.lines.join('\n') };
    case 'unreadable':
      return { problem: `${read.problem}; \`npx soundings init\` writes a map` };
    case 'addition':
      return { problem: `${file} adds to ${read.to}, which is not read here: name a whole map with --map` };
  }
}

/** What a map and the sources tell. */
export function knowledgeOfMap(file: string, { metrics, owner }: { metrics: MetricReader; owner: string }): Knowledge {
  return {
    async outcomes() {
      const read = mapIn(file);
      return 'problem' in read ? read : outcomesOf(read.map);
    },
    async history(name) {
      const read = mapIn(file);
      if ('problem' in read) return read;
      const metric = read.map.metrics.find((one) => one.name === name);
      if (!metric) return { problem: unknownMetric(name, read.map.metrics) };
      const to = completeUntil(new Date(), 'day');
      const ownerId = /^\d+$/.test(owner) ? { ownerId: Number(owner) } : {};
      const reading = await metrics.read({ owner, ...ownerId, metric, from: daysBefore(to, historyDays), to });
      if (reading.kind === 'samples') return { series: reading.series, unit: metric.unit };
      return { problem: `${name} cannot be read: ${reading.kind === 'failed' ? reading.failure.text : 'no data'}` };
    },
    async pastBets() {
      return {
        problem:
          'Past bets are in the record of a server: set SOUNDINGS_TOKEN (`npx soundings token create --read` there) and PUBLIC_URL, and name the owner with --owner',
      };
    },
  };
}

const unknownMetric = (name: string, metrics: { name: string }[]) =>
  `There is no metric ${name}. There are: ${metrics.map((metric) => metric.name).join(', ')}`;

const outcomesOf = ({ vision, strategy = [], objectives, metrics }: OutcomeMap): Outcomes => ({
  ...(vision === undefined ? {} : { vision }),
  strategy,
  objectives: objectives.map(({ id, title, why, keyResults }) => ({
    id,
    title,
    why,
    keyResults: keyResults.map(told),
  })),
  metrics: metrics.map(({ name, title, definition, unit, good, drives }) => ({
    ...{ name, title, definition, unit, good, drives },
  })),
});

const told = ({ id, title, metric, from, to, by }: OutcomeMap['objectives'][number]['keyResults'][number]) => ({
  ...{ id, title, metric, from, to, by },
});
