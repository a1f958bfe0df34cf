import { expect, test } from 'vitest';
import { useDatabase } from '../../stage/world/use-world.ts';
import { openWorld, pullRequest } from '../../stage/world/world.ts';

const database = useDatabase();

const siblings = Array.from({ length: 20 }, (_, i) => `  s${i}: { unit: count, good: up, source: warehouse/s${i} }`);
const map = `version: 1
metrics:
  signups: { title: Sign-ups, unit: count, good: up, source: warehouse/signups }
${siblings.join('\n')}
objectives:
  - id: O1
    key_results:
      - { id: KR1, metric: signups, from: 1000, to: 1300, by: 2027-12-31 }
`;

const day = 86_400_000;

/** The metrics that are read for the forecast of a bet, and the forecast; `s3` alone has the same weather as sign-ups. */
async function forecastOf(change: string) {
  const { world, forge, evaluate } = await openWorld(database, map);
  const read: string[] = [];
  world.metrics = {
    async read({ metric, from, to }) {
      read.push(metric.name);
      const shared = metric.name === 'signups' || metric.name === 's3' ? 0.3 : 0;
      const seed = metric.name === 'signups' ? 31 : Number(metric.name.slice(1)) + 2;
      const samples = [];
      for (let t = Math.ceil(from.getTime() / day) * day; t + day <= to.getTime(); t += day) {
        const i = t / day;
        samples.push({ t, value: 1000 * Math.exp(shared * Math.sin(i * i) + 0.02 * Math.sin(i * i * seed)) });
      }
      return { kind: 'samples', series: { bucket: 'day', samples } };
    },
  };
  const body = `Key result: KR1\nExpect: signups ${change} within 14 days`;
  forge.pullRequests.set(12, pullRequest({ body }));
  await evaluate(12);
  return { read, said: forge.comments[0]?.body.replaceAll('\u00a0', ' ') };
}

test('a bet that its window cannot show: eight siblings are read, and the one that would do is named', async () => {
  const { read, said } = await forecastOf('+10%');
  expect([...new Set(read)].sort()).toEqual(['s0', 's1', 's2', 's3', 's4', 's5', 's6', 's7', 'signups']);
  // How much the window shows is the engine's affair.
  expect(said).toMatch(
    /\n\n\+10% is smaller than what 14 days can show here \([\d.]+%\)\. A comparison with s3 \(`controls: \[s3\]`\) could, if the change leaves that alone\. It can still ship/,
  );
});

test('a bet that it can show: nothing else is read', async () => {
  const { read, said } = await forecastOf('+90%');
  expect([...new Set(read)]).toEqual(['signups']);
  expect(said).not.toContain('is smaller than what');
});
