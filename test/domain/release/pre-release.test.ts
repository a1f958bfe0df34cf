import { expect, test } from 'vitest';
import { isPreReleaseByName } from '../../../src/domain/release/pre-release.ts';

test.each([
  ...[
    'v1.5.0-rc.2',
    '1.5.0-alpha',
    '@acme/web@2.0.0-next.1',
    'api/v1.0.0-beta.3+build.5',
    'web-v1.2.3-0',
    'V1.5.0-RC1',
  ],
  ...[
    'nightly',
    'nightly-2026-11-29',
    '2026-11-29-nightly',
    'canary',
    'release-candidate-rc',
    'v1.5-beta',
    '1.5rc2',
    '1.5.0b1',
    '1.5.0.dev3',
    '1.5.0.pre1',
    '1.5-M1',
    '1.5.0.M2',
    'release-candidate-5',
    'insiders-2026-11-29',
    'experimental-3',
  ],
  ...['1.0.0.CR1', 'v1.0.0.pre.2', 'v1.2.0-rc.1-hotfix', 'v1.2.0-hotfix-rc.1'],
  ...['v2-preview', 'snapshot-2026-11-29', 'edge'],
  ...['nightly/2026-11-29', 'canary/2026.11', 'web/nightly/2026-11-29', 'snapshot/r42'],
  // Tags of the stages before production.
  ...[
    'staging-2026-11-29',
    'uat-42',
    'qa_2026-11-29',
    '2026-11-29-preprod',
    'pre-prod-7',
    'staging/2026-11-29',
    'v1.2-EAP1',
  ],
])('%s is a pre-release', (tag) => expect(isPreReleaseByName(tag)).toBe(true));

test.each([
  ...[
    'v1.5.0',
    '1.5.0',
    'v1',
    'v1.5',
    '@acme/web@1.2.3',
    '@acme/next-web@1.2.3',
    'canary-web-v1.2.3',
    'api/v1.0.0',
    'v1.0.0+build.5',
  ],
  ...[
    '2026.11',
    '2026.11.29',
    '2026-11-29',
    '2026.11.29-1',
    'release-42',
    'stable',
    'developer-portal',
    'v1.0.0.Final',
    'arc',
    'r1234',
    'nightly-jobs/2026-11-29',
    'production-2026-11-29',
    'qatar-3',
    'eap-7.4',
  ],
  // By semantic versioning these come before 1.2.3; people mean what comes after, or the thing itself.
  ...['v1.2.3-stable', '1.2.3-ga', '1.2.3-final', 'v1.2.3-hotfix.1', 'api/v1.2.3-hotfix-2', 'v1.2.3-p1', '1.2.3-lts'],
  ...['v1.2.3-patch1', '1.2.3-RELEASE', '@acme/b@1.2.3-post.1', 'v1.2.3-sp2', 'pre-launch-page'],
])('%s is a release', (tag) => expect(isPreReleaseByName(tag)).toBe(false));
