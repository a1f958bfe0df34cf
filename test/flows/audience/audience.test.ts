import { expect, test } from 'vitest';
import type { MapHome } from '../../../src/domain/outcome-map/map-state.ts';
import type { Repository } from '../../../src/domain/repository.ts';
import { audienceOf } from '../../../src/flows/audience/audience.ts';
import { FakeForge } from '../../stage/world/fake-forge.ts';

const shop: Repository = {
  id: 1,
  ownerId: 7,
  owner: 'acme',
  name: 'shop',
  defaultBranch: 'main',
  private: true,
  installationId: 5,
};
const own = { name: 'shop' };
const ofOwner = { name: '.github' };

test.each<[string, MapHome, { private: boolean; homeIsPrivate?: boolean; reads?: string[] }, boolean, number]>([
  ['the repository itself', own, { private: true }, true, 0],
  ['the repository itself, whatever its case', { name: 'Shop' }, { private: false }, true, 0],
  ['a public home', ofOwner, { private: false, homeIsPrivate: false }, true, 1],
  ['a private home', ofOwner, { private: true }, false, 1],
  ['a private home that the author may read', ofOwner, { private: true, reads: ['.github'] }, true, 1],
  ['the same, of a public repository', ofOwner, { private: false, reads: ['.github'] }, true, 1],
  ['a private home of a public repository', ofOwner, { private: false }, false, 1],
  ['a map that extends what is private', { ...own, others: ['base'] }, { private: false }, false, 1],
  ['and may be read', { ...own, others: ['base'] }, { private: false, reads: ['base'] }, true, 1],
  ['of several the first that may not be read', { ...ofOwner, others: ['base'] }, { private: true }, false, 1],
])('%s', async (_, home, { private: isPrivate, homeIsPrivate = true, reads = [] }, readsHome, requests) => {
  const forge = new FakeForge();
  forge.repositories.set('.github', { ...shop, id: 2, name: '.github', private: homeIsPrivate });
  for (const name of reads) forge.readers.add(`ben in ${name}`);
  const audience = await audienceOf({ forge }, { ...shop, private: isPrivate }, home, 'ben');
  expect(audience).toEqual({ repository: isPrivate ? 'private' : 'public', readsHome });
  expect(forge.calls).toHaveLength(requests);
});
