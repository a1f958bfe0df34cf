import { expect, test } from 'vitest';
import type { Repository } from '../../src/domain/facts.ts';
import type { Forge } from '../../src/flows/ports.ts';
import { pacedForge } from '../../src/github/pace-writes.ts';
import { FakeForge } from '../fakes/fake-forge.ts';

const repository = (installationId: number) => ({ installationId }) as Repository;

test('sixty writes a minute and four hundred an hour, for each installation apart', async () => {
  let clock = 0;
  const at: number[] = [];
  const forge = pacedForge(
    new FakeForge(),
    () => clock,
    async (ms) => {
      clock += ms;
    },
  );
  for (let write = 0; write < 450; write += 1) {
    await forge.createComment(repository(1), 1, `${write}`);
    at.push(clock);
  }
  const most = (within: number) =>
    Math.max(...at.map((from) => at.filter((t) => t >= from && t < from + within).length));
  expect(most(60_000)).toBe(60);
  expect(most(3_600_000)).toBe(400);
  expect(at.at(-1)).toBe(3_600_000);

  const before = clock;
  await forge.updateComment(repository(2), 1, 'another installation');
  expect(clock).toBe(before);
});

test('reads and checks never wait', async () => {
  const direct = { issue: async () => undefined, createCheck: async () => 1, addLabel: async () => {} };
  const impatient = () => Promise.reject(new Error('it waited'));
  const forge = pacedForge(direct as unknown as Forge, () => 0, impatient);
  const run = {
    headSha: 'a',
    conclusion: 'success',
    output: { title: '', summary: '', annotations: [] },
    actions: [],
  } as const;
  for (let read = 0; read < 100; read += 1) {
    await forge.issue(repository(1), 1);
    await forge.createCheck(repository(1), { ...run, actions: [], output: { ...run.output, annotations: [] } });
  }
  const labels = async () => {
    for (let label = 0; label < 61; label += 1) await forge.addLabel(repository(1), 1, 'x');
  };
  await expect(labels()).rejects.toThrow('it waited');
});
