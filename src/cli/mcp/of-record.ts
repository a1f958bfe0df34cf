import { z } from 'zod';
import { day } from '../../domain/day.ts';
import type { RecordAccess } from '../../env.ts';
import type { Found, Knowledge, MetricTold } from './knowledge.ts';

const longestWait = 15_000;
/** What was learned stands on the bet itself: a request for each. */
const mostBets = 10;

interface Node {
  name: string;
  driven_by: Node[];
}

const node: z.ZodType<Node> = z.lazy(() => z.object({ name: z.string(), driven_by: z.array(node) }));
const keyResult = z.object({
  ...{ id: z.string(), metric: z.string(), by: z.string() },
  ...{ from: z.number().nullable(), to: z.number().nullable() },
});
const portfolio = z.object({
  maps: z.array(
    z.object({
      vision: z.string().nullable(),
      strategy: z.array(z.object({ id: z.string(), title: z.string() })),
      metric_tree: z.object({ tops: z.array(node), alone: z.array(z.string()) }),
      objectives: z.array(z.object({ id: z.string(), title: z.string(), key_results: z.array(keyResult) })),
    }),
  ),
});
const entry = z.object({
  ...{ repository: z.string(), number: z.number(), title: z.string().nullable(), at: z.string(), state: z.string() },
  ...{ expected: z.unknown(), effect: z.unknown(), verdict: z.string().nullable(), decision: z.string().nullable() },
});
const metricPage = z.object({
  metric: z.object({ unit: z.string() }),
  course: z.string(),
  days: z.array(z.object({ at: z.string(), value: z.number() })),
  bets: z.object({ entries: z.array(entry), more: z.boolean() }),
});
const bet = z.object({
  bet: z.object({ decision: z.object({ learned: z.string().nullable() }).nullable() }).nullable(),
});

/** What the record of a server tells a token that reads. */
export function knowledgeOfRecord({ publicUrl, token }: RecordAccess, owner: string): Knowledge {
  async function read<Shape extends z.ZodType>(
    path: string[],
    shape: Shape,
    what: string,
  ): Promise<Found<{ found: z.infer<Shape> }>> {
    const url = `${publicUrl}/api/v1/o/${[owner, ...path].map(encodeURIComponent).join('/')}`;
    let answer: Response;
    try {
      const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
      // Elsewhere the token is nobody's business.
      answer = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(longestWait) });
    } catch {
      return { problem: `${publicUrl} does not answer: is PUBLIC_URL right, and does the server run?` };
    }
    if (answer.status === 401)
      return {
        problem: 'SOUNDINGS_TOKEN is not accepted: `npx soundings token create --read` on the server makes one',
      };
    if (answer.status === 404) return { problem: `There is no ${what}, or SOUNDINGS_TOKEN may not see it` };
    if (!answer.ok) return { problem: `${publicUrl} answered ${answer.status}: try again later` };
    const parsed = shape.safeParse(await answer.json().catch(() => undefined));
    if (parsed.success) return { found: parsed.data };
    return { problem: `${publicUrl} answers in another form than this version of Soundings knows` };
  }

  return {
    async outcomes() {
      const answer = await read([], portfolio, `portfolio of ${owner}`);
      if ('problem' in answer) return answer;
      const { maps } = answer.found;
      return {
        vision: maps.find(({ vision }) => vision !== null)?.vision ?? undefined,
        strategy: maps.flatMap(({ strategy }) => strategy),
        objectives: maps.flatMap(({ objectives }) =>
          objectives.map(({ id, title, key_results }) => ({
            ...{ id, title },
            keyResults: key_results.map(({ from, to, ...rest }) => ({
              ...rest,
              ...{ from: from ?? undefined, to: to ?? undefined },
            })),
          })),
        ),
        metrics: maps.flatMap(({ metric_tree: { tops, alone } }) => [
          ...metricsIn(tops),
          ...alone.map((name) => ({ name, drives: [] })),
        ]),
      };
    },
    async history(name) {
      const answer = await read(['metrics', name], metricPage, `metric ${name}`);
      if ('problem' in answer) return answer;
      const { course, days, metric } = answer.found;
      if (course !== 'read')
        return {
          problem: `The figures of ${name} are not shown to SOUNDINGS_TOKEN, or cannot be read now (${course})`,
        };
      const samples = days.map(({ at, value }) => ({ t: Math.floor(Date.parse(at) / day) * day, value }));
      return { series: { bucket: 'day', samples }, unit: metric.unit };
    },
    async pastBets(name) {
      const answer = await read(['metrics', name], metricPage, `metric ${name}`);
      if ('problem' in answer) return answer;
      const { entries, more } = answer.found.bets;
      const latest = entries.slice(0, mostBets);
      const learned = await Promise.all(
        latest.map(({ repository, number }) => read(['bets', repository, String(number)], bet, `bet ${number}`)),
      );
      return {
        bets: latest.map(({ title, verdict, decision, ...one }, at) => {
          const told = learned[at];
          return {
            ...one,
            ...{ title: title ?? undefined, verdict: verdict ?? undefined, decision: decision ?? undefined },
            learned: (told && 'found' in told ? told.found.bet?.decision?.learned : undefined) ?? undefined,
          };
        }),
        more: more || entries.length > mostBets,
      };
    },
  };
}

/** Each once, with what it drives. */
function metricsIn(tops: Node[]): MetricTold[] {
  const drives = new Map<string, Set<string>>();
  const walk = ({ name, driven_by }: Node, above: string | undefined) => {
    const known = drives.get(name) ?? new Set();
    drives.set(name, above === undefined ? known : known.add(above));
    for (const below of driven_by) walk(below, name);
  };
  for (const top of tops) walk(top, undefined);
  return [...drives].map(([name, above]) => ({ name, drives: [...above] }));
}
