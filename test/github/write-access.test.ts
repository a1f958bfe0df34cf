import { expect, test } from 'vitest';
import { failureOf, mockGitHub, shop } from './mock-github.ts';

const github = mockGitHub();
const permission = '/repos/acme/shop/collaborators/mona/permission';

test.each([
  { role_name: 'admin', permission: 'admin', may: true },
  { role_name: 'maintain', permission: 'write', may: true },
  { role_name: 'write', permission: 'write', may: true },
  { role_name: 'triage', permission: 'read', may: false },
  { role_name: 'read', permission: 'read', may: false },
  { role_name: 'none', permission: 'none', may: false },
  { role_name: 'release-captain', permission: 'write', may: true },
  { role_name: 'translator', permission: 'read', may: false },
  { role_name: undefined, permission: 'admin', may: true },
  { role_name: 'constructor', permission: 'none', may: false },
])('$role_name on $permission: $may', async ({ may, ...answer }) => {
  github.api.get(permission).reply(200, answer);
  expect(await github.forge.canWrite(shop, 'mona')).toBe(may);
});

test('somebody who is no user of GitHub (any more)', async () => {
  github.api.get(permission).reply(404, { message: 'mona is not a user' });
  expect(await github.forge.canWrite(shop, 'mona')).toBe(false);
});

test('not to know is not to refuse', async () => {
  github.api.get(permission).reply(403, { message: 'Resource not accessible by integration' });
  expect(await failureOf(github.forge.canWrite(shop, 'mona'))).toMatchObject({ status: 403 });
});
