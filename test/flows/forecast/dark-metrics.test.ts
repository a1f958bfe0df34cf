import { expect, test } from 'vitest';
import type { Reading } from '../../../src/domain/metric/reading.ts';
import type { CheckRun } from '../../../src/flows/ports/forge.ts';
import { betOn, mapOf } from '../../stage/world/map-of.ts';
import { useWorld } from '../../stage/world/use-world.ts';
import { pullRequest } from '../../stage/world/world.ts';

const metrics = 'signups: { title: Sign-ups, definition: accounts, unit: count, good: up, source: warehouse/signups }';
const refusing = mapOf({ metrics, policy: 'mode: enforce, dark: error' });
const { stage, people, openWith } = useWorld(refusing);

const open = async (number: number, body = betOn(), headSha = String(number).repeat(20)) => {
  stage.forge.pullRequests.set(number, pullRequest({ number, body, headSha }));
  await people.happens({ kind: 'pull-request-changed', number });
};
/** Every conclusion that the check of a pull request has had. */
function conclusionsHeard() {
  const heard: [number, string][] = [];
  const create = stage.forge.createCheck.bind(stage.forge);
  const update = stage.forge.updateCheck.bind(stage.forge);
  const hear = ({ headSha, conclusion }: CheckRun) => heard.push([Number(headSha.slice(0, 2)), conclusion]);
  stage.forge.createCheck = (of, run) => {
    hear(run);
    return create(of, run);
  };
  stage.forge.updateCheck = (of, id, run) => {
    hear(run);
    return update(of, id, run);
  };
  return heard;
}
const answering = (reading: Reading) => {
  stage.world.metrics.read = async () => reading;
};

test('it is judged by what the last read told, once, and again once its source has a value', async () => {
  const reads = stage.world.metrics.read;
  answering({ kind: 'empty' });
  const heard = conclusionsHeard();
  await open(12);
  expect(people.check(12)).toMatchObject({
    conclusion: 'failure',
    title: 'Sign-ups has had no value so far',
  });
  expect(heard).toEqual([
    [12, 'success'],
    [12, 'failure'],
  ]);
  // What is known by now needs no read.
  await open(13);
  expect(heard.slice(2)).toEqual([[13, 'failure']]);

  stage.world.metrics.read = reads;
  await people.comment(12, '/soundings check');
  expect([people.check(12), people.check(13)]).toMatchObject([{ conclusion: 'success' }, { conclusion: 'success' }]);

  answering({ kind: 'failed', failure: { reason: 'timeout', text: 'it took too long' } });
  await people.comment(12, '/soundings check');
  expect(people.check(12)).toMatchObject({ conclusion: 'success' });
});

test('a level on a metric whose source answers, be it with nothing yet, is no dark one', async () => {
  answering({ kind: 'failed', failure: { reason: 'timeout', text: 'it took too long' } });
  const level = 'Key result: KR1\nExpect: signups at least 50 within 14 days';
  await open(12, level);
  expect(people.check(12)).toMatchObject({ conclusion: 'failure' });
  answering({ kind: 'empty' });
  await people.comment(12, '/soundings check');
  expect(people.check(12)).toMatchObject({ conclusion: 'success' });
});

test('without the policy nothing is kept, and nothing refused', async () => {
  await openWith(mapOf({ metrics }));
  answering({ kind: 'empty' });
  await open(12);
  expect(people.check(12)).toMatchObject({ conclusion: 'success' });
  expect(await stage.store.sourceAnswers(stage.shop.ownerId)).toEqual(new Map());
  expect(stage.jobs).toEqual([]);
});
