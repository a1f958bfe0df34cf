import { beforeEach, describe, expect, test } from 'vitest';
import type { Repository } from '../../../src/domain/repository.ts';
import { confirmRepository } from '../../../src/flows/upkeep/confirm-repository.ts';
import { useWorld } from '../../stage/world/use-world.ts';

/* A payload is a hint: redelivered, it may be days old. */

/** As GitHub has it. */
let present: Repository;
/** Which installations may read it. */
let readers: number[];
const { stage } = useWorld();
beforeEach(async () => {
  present = { ...stage.shop };
  readers = [stage.shop.installationId];
  stage.forge.present = async ({ installationId }) => {
    stage.forge.calls.push('present');
    return readers.includes(installationId) ? { ...present, installationId } : undefined;
  };
});

const confirm = (told: Repository) => confirmRepository(stage.world, told);
const kept = () => stage.store.repository(stage.shop.id);

test.each<[string, Partial<Repository>]>([
  ['private, of one that is public', { private: true }],
  ['its former name', { name: 'old' }],
  ['the login of its owner before it was renamed', { owner: 'former' }],
  ['its former default branch', { defaultBranch: 'master' }],
])('an old payload says %s: what GitHub says is kept', async (_, old) => {
  present = { ...stage.shop, private: false };
  expect(await confirm({ ...present, ...old })).toEqual(present);
  expect(await kept()).toEqual(present);
});

test('asked once where all agree, and anew after a while', async () => {
  for (let round = 0; round < 3; round++) await confirm(stage.shop);
  expect(stage.forge.calls).toEqual(['present']);
  stage.setNow('2026-11-03T10:09:00Z');
  await confirm(stage.shop);
  expect(stage.forge.calls).toHaveLength(1);
  stage.setNow('2026-11-03T10:11:00Z');
  present = { ...stage.shop, private: false };
  expect(await confirm(stage.shop)).toMatchObject({ private: false });
  // A clock that was set back: nobody can tell how long ago it was.
  stage.setNow('2026-11-03T09:00:00Z');
  await confirm(present);
  expect(stage.forge.calls).toHaveLength(3);
});

describe('after a transfer', () => {
  const buyer = { ownerId: 90_001, owner: 'globex', installationId: 2002 };

  test.each([
    ['a private one', [2002]],
    ['a public one, which the old owner can read like anybody', [1001, 2002]],
  ])('%s: the first event there takes it along, and a late one of before does not take it back', async (_, reading) => {
    const before = { ...stage.shop };
    present = { ...stage.shop, ...buyer };
    readers = reading;
    expect(await confirm(present)).toEqual(present);
    expect(await confirm(before)).toEqual(present);
    expect(await kept()).toEqual(present);
  });

  test('that we have only heard of from before: anyone who has it now is asked for', async () => {
    present = { ...stage.shop, ...buyer };
    stage.installations.homes.set(stage.shop.id, 2002);
    expect(await confirm(stage.shop)).toEqual(present);
    stage.installations.homes.set(stage.shop.id, undefined);
    present = { ...present, ownerId: 90_002, owner: 'initech' };
    stage.setNow('2026-11-03T11:00:00Z');
    readers = [1001, 2002];
    expect(await confirm(stage.shop)).toBeUndefined();
    expect(await kept()).toMatchObject(buyer);
  });
});

test('the app was installed anew: the later installation is the one that stands', async () => {
  const anew = { ...stage.shop, installationId: 3003 };
  readers = [3003];
  expect(await confirm(anew)).toEqual(anew);
  expect(await confirm(stage.shop)).toEqual(anew);
});

test('one that GitHub does not have is none', async () => {
  readers = [];
  expect(await confirm({ ...stage.shop, private: false })).toBeUndefined();
  expect(await kept()).toEqual(stage.shop);
});
