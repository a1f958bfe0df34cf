import { expect, test } from 'vitest';
import type { ReleaseRule } from '../../../src/domain/outcome-map/outcome-map.ts';
import { deploymentCounts, releaseCounts } from '../../../src/domain/release/ship-rules.ts';

test.each<[string, ReleaseRule, string, boolean, boolean]>([
  ['any release', { on: 'release' }, 'v1.4.0', false, true],
  ['a pre-release', { on: 'release' }, 'v1.4.0-rc.1', true, false],
  ['one of the family', { on: 'release', tags: ['api-v*'] }, 'api-v1.4.0', false, true],
  ['one of another family', { on: 'release', tags: ['api-v*'] }, 'web-v1.4.0', false, false],
  ['a family in a folder', { on: 'release', tags: ['api/*'] }, 'api/1.4.0', false, true],
  ['one of several families', { on: 'release', tags: ['api-v*', 'web-v*'] }, 'web-v1.4.0', false, true],
  ['one that is taken out', { on: 'release', tags: ['v*', '!v0.*'] }, 'v0.9.0', false, false],
  ['one that is not taken out', { on: 'release', tags: ['v*', '!v0.*'] }, 'v1.9.0', false, true],
  ['a pre-release that nobody flagged', { on: 'release' }, 'v1.5.0-rc.2', false, false],
  ['the same where the flag decides', { on: 'release', prerelease: 'by-flag' }, 'v1.5.0-rc.2', false, true],
  ['a flagged one where the flag decides', { on: 'release', prerelease: 'by-flag' }, 'v1.5.0', true, false],
  ['where deployments tell', { on: 'deployment' }, 'v1.4.0', false, false],
])('release: %s', (_, rule, tag, prerelease, counts) => expect(releaseCounts(rule, { tag, prerelease })).toBe(counts));

const deployed = { environment: 'live', production: false, transient: false };

test.each<[string, ReleaseRule, Partial<typeof deployed>, boolean]>([
  ['flagged as production', { on: 'deployment' }, { production: true }, true],
  ['called production', { on: 'deployment' }, { environment: 'Production' }, true],
  ['another one', { on: 'deployment' }, { environment: 'staging' }, false],
  ['the named one', { on: 'deployment', environment: 'Live' }, {}, true],
  [
    'production, where another is named',
    { on: 'deployment', environment: 'live' },
    { environment: 'production', production: true },
    false,
  ],
  ['a transient one', { on: 'deployment', environment: 'live' }, { transient: true }, false],
  ['where releases tell', { on: 'release' }, { production: true }, false],
])('deployment: %s', (_, rule, part, counts) => expect(deploymentCounts(rule, { ...deployed, ...part })).toBe(counts));
