import type { outsider } from './outsider.ts';
import { mapWith } from './outsider.ts';

type Outsider = Awaited<ReturnType<typeof outsider>>;

/** Something that an outsider does, with a size of their own choice, and all that is written because of it. */
export type Probe = (outsider: Outsider, size: number) => Promise<string>;

const lines = (...text: string[]) => text.join('\n');
const on1 = (...text: string[]) => lines('Key result: KR1', ...text);
const on2 = (...text: string[]) => lines('Key result: KR2', 'Expect: signups +3% within 14 days', ...text);

/** By what they are; those that take a merge, and days, apart. */
export const quick: Record<string, Probe> = {
  'an absolute expectation': (it, size) => it.propose(on1(`Expect: revenue +${size} usd within 14 days`)),
  'a fall': (it, size) => it.propose(on1(`Expect: revenue -${size} usd within 14 days`)),
  'a range': (it, size) => it.propose(on1(`Expect: revenue +${size} to +${size * 2} usd within 14 days`)),
  'from a level to another': (it, size) =>
    it.propose(on1(`Expect: revenue from ${size} to ${size * 1.5} within 14 days`)),
  'without a key result': (it, size) => it.propose(`Expect: revenue +${size} usd`),
  'a line that does not count': (it, size) => it.propose(on1(`Expect: revenue +${size} ms within 14 days`)),
  guards: (it, size) => it.propose(on2(`Guard: revenue -${size} usd`, `Guard: p95_latency +${size}ms`)),
  several: (it, size) =>
    it.propose(
      on1(`Expect: signups +2% within 7 days`, `Expect: revenue +${size} usd`, `Expect: p95_latency -${size}ms`),
    ),
  'a merge group': (it, size) => it.queue(on1(`Expect: revenue +${size} usd within 14 days`)),
  'a level': (it, size) => it.propose(on1(`Expect: revenue at least ${size} within 14 days`)),
  'a level from above': (it, size) => it.propose(on1(`Expect: p95_latency at most ${size}ms within 14 days`)),
  'a level that is reached': (it, size) => it.propose(`Expect: revenue reaches ${size} usd\nTrack: discovery`),
  'a hypothesis': (it, size) => it.report(on1(`Expect: revenue +${size} usd`), ['hypothesis']),
  'an issue': (it, size) => it.report(`Expect: revenu +${size} usd`, []),
  'targets of a proposed map': (it, size) =>
    it.proposeMap(mapWith(size, 'mode: enforce, redact: false').replaceAll('unit: usd', 'unit: usd, public: true')),
  'a public name for a hidden source': (it, size) =>
    it.proposeMap(
      mapWith(size, 'mode: enforce')
        .replace('metric: signups, from: 1000, to: 1300', `metric: signups, from: ${size}, to: ${size * 1.2}`)
        .replace('source: warehouse/signups', 'source: warehouse/mrr'),
    ),
  commands: (it, size) =>
    it.say(
      lines(
        '/soundings check',
        '/soundings measure',
        `/soundings challenge revenue is it above ${size}?`,
        '/soundings challenge revenu why',
      ),
      on1(`Expect: revenue +${size} usd`),
    ),
};

export const slow: Record<string, Probe> = {
  'an absolute expectation, merged': (it, size) => it.ship(on1(`Expect: revenue +${size} usd within 14 days`)),
  'guards, merged': (it, size) => it.ship(on2(`Guard: revenue -${size} usd`, `Guard: p95_latency +${size}ms`)),
  'several, merged': (it, size) =>
    it.ship(
      on1(
        `Expect: revenue +1% within 7 days`,
        `Expect: revenue from ${size} to ${size * 1.5} within 14 days`,
        `Expect: p95_latency -${size}ms`,
      ),
    ),
  'a level, merged': (it, size) =>
    it.ship(on1(`Expect: revenue at least ${size} within 14 days`, `Expect: p95_latency at most ${size}ms`)),
  'pages, of whatever was merged': async (it, size) => {
    await it.ship(on1(`Expect: revenue +${size} usd within 14 days`, `Guard: p95_latency +${size}ms`));
    await it.ship(on1(`Expect: revenue at least ${size} within 14 days`));
    return it.pages();
  },
  'how levels went before': async (it, size) => {
    for (const times of [1, 2]) await it.ship(on1(`Expect: revenue at least ${size * times} within 14 days`));
    return it.propose(on1('Expect: revenue +5%'));
  },
  'how bets went before': async (it, size) => {
    const bodies = [1, 2].map((times) => on1(`Expect: revenue +${size * times} usd within 14 days`));
    for (const body of bodies) await it.ship(body);
    return it
      .propose(on1(`Expect: revenue +${size} usd`))
      .then(async (first) => first + (await it.propose(on1('Expect: revenue +5%'))));
  },
};

/** Without a size: what can be told of the metric at all. */
export const plain: Record<string, Probe> = {
  'a relative expectation': (it) => it.propose(on1('Expect: revenue +1% within 14 days')),
  'a larger one': (it) => it.propose(on1('Expect: revenue +30% within 28 days', 'Guard: p95_latency +5%')),
  'a key result': (it) => it.propose('Key result: KR1'),
  nothing: (it) => it.propose(''),
  'relative, merged': (it) => it.ship(on1('Expect: revenue +1% within 14 days', 'Guard: p95_latency +1%')),
};
