import { expect, test } from 'vitest';
import { doJob } from '../../src/flows/do-job.ts';
import type { Job } from '../../src/flows/ports/job.ts';
import type { World } from '../../src/flows/ports/world.ts';

test('a job of a newer version is not taken for done: it is tried again, until that version gets it', async () => {
  const newer = { kind: 'something-new', repositoryId: 1, number: 2 } as unknown as Exclude<Job, { kind: 'delivery' }>;
  await expect(doJob({} as World, {} as never, newer)).rejects.toThrow('something-new');
});
