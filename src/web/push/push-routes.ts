import { Hono } from 'hono';
import pLimit from 'p-limit';
import { type Figures, kindInWords } from '../../domain/metric/pushed.ts';
import { sourceName } from '../../domain/metric/source-name.ts';
import { globMatcher } from '../../domain/text/glob.ts';
import type { Kept, Push, PushProblem, PushReading, PushTokens } from '../../flows/ports/pushed.ts';
import type { PushedStore } from '../../flows/ports/stores/pushed-store.ts';
import type { Routes } from '../server.ts';
import type { Budget } from './budget.ts';
import { type Answer, openEntrance, refused } from './entrance.ts';
import { type LiveHandling, liveDoor } from './live-route.ts';

export interface PushHandling extends LiveHandling {
  /** Absent: the usual one. */
  budget?: Budget;
  tokens: PushTokens;
  read(body: unknown, now: Date): PushReading;
  /** Sees only that owner. */
  storeOf(ownerId: number): Pick<PushedStore, 'keepPushed'>;
}

/** Each holds a connection of the database while it waits for others of the same owner. */
const keptAtOnce = 3;

/** Where people's systems push samples of a metric, and report what is live. */
export function pushRoutes({ tokens, read, storeOf, budget, ...live }: PushHandling): Routes {
  const enter = openEntrance(tokens, budget);
  const turn = pLimit(keptAtOnce);
  const routes: Routes = new Hono();
  routes.post('/api/v1/o/:owner/metrics/:name', (call) => {
    const metric = call.req.param('name');
    return enter(call, {
      covers: ({ metrics }) => sourceName.test(metric) && globMatcher(metrics)(metric),
      async take({ ownerId }, json, spend) {
        const reading = read(json, new Date());
        if (reading.kind === 'too-many')
          return refused(413, `more than ${reading.most.toLocaleString('en')} samples: send them in several requests`);
        if (reading.kind === 'wrong') return wrong(reading.problem);
        const { push } = reading;
        return (
          spend(push.samples.length) ??
          inWords(await turn(() => storeOf(ownerId).keepPushed(ownerId, metric, push)), push, metric)
        );
      },
    });
  });
  routes.post('/api/v1/o/:owner/live', (call) => enter(call, liveDoor(live)));
  return routes;
}

function wrong(problem: PushProblem): Answer {
  const { sample, t, key, what, instead } = problem;
  const where = sample === undefined ? '' : `${placeOf(sample, t, key)}: `;
  return refused(422, `${where}${what}; ${instead}`, { ...problem });
}

const placeOf = (place: number, t?: string, key?: string) =>
  `samples[${place}]${key === undefined ? '' : `.${key}`}${t === undefined ? '' : ` (${t})`}`;

function inWords(kept: Kept, push: Push, metric: string): Answer {
  switch (kept.kind) {
    case 'kept':
      return {
        status: 202,
        body: { metric, new: kept.fresh, same: kept.same + push.repeated, revised: kept.revised },
      };
    case 'differs': {
      const [sample, { at, arm, figures }] = [
        push.places[kept.place] ?? 0,
        push.samples[kept.place] as Push['samples'][0],
      ];
      const t = push.dates ? at.toISOString().slice(0, 10) : at.toISOString();
      const of = arm === '' ? '' : ` of "${arm}"`;
      const what = `${told(kept.kept)} was pushed${of} before, and this is ${told(figures)}`;
      return refused(409, `${placeOf(sample, t)}: ${what}; nothing was kept; to replace it write "revise": true`, {
        ...{ sample, t, kept: kept.kept, given: figures },
        ...(arm !== '' && { arm }),
      });
    }
    case 'other-kind':
      return refused(
        422,
        `${metric} has ${kindInWords(kept.known)}, and these samples have ${kindInWords(push)}; push them as the others, or under another name`,
      );
    case 'full':
      return refused(
        422,
        `this owner has ${kept.most.toLocaleString('en')} ${kept.of}, which is all that is kept; ${kept.of === 'samples' ? 'push days instead of hours' : 'push under names that are there already'}`,
      );
  }
}

const told = (figures: Figures) =>
  Object.entries(figures)
    .map(([name, figure]) => (name === 'value' ? `${figure}` : `${name} ${figure}`))
    .join(', ');
