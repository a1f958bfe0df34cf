import { counted, firstOf } from '../../render/words/words.ts';
import { lackingOf, type Permissions } from './app.ts';
import type { Finding } from './finding.ts';

/** The App at one owner. */
export interface InstallationFacts {
  owner: string;
  suspended: boolean;
  permissions: Permissions;
  htmlUrl: string;
}

const mostNamed = 5;

/** @param asked the permissions of the App, which each owner approves anew when they grow */
export function judgeInstallations(installations: InstallationFacts[], asked: Permissions, appUrl: string): Finding[] {
  if (installations.length === 0)
    return [
      {
        ...{ area: 'installation', state: 'broken' },
        seen: 'the App is installed nowhere',
        todo: `Install it: ${appUrl}/installations/new`,
      },
    ];
  const suspended = installations.filter((one) => one.suspended);
  const behind = installations.filter(
    ({ suspended, permissions }) => !suspended && lackingOf(asked, permissions).length > 0,
  );
  const named = (some: InstallationFacts[], text: (one: InstallationFacts) => string) =>
    firstOf(some.map(text), mostNamed);
  const findings: Finding[] = [];
  if (suspended.length > 0)
    findings.push({
      ...{ area: 'installation', state: 'broken' },
      seen: `suspended at ${named(suspended, ({ owner }) => owner)}: GitHub sends nothing from there and allows nothing`,
      todo: `An owner of the account can lift that: ${suspended[0]?.htmlUrl}`,
    });
  if (behind.length > 0)
    findings.push({
      ...{ area: 'installation', state: 'broken' },
      seen: `new permissions are not approved at ${named(behind, ({ owner, permissions }) => `${owner} (${lackingOf(asked, permissions).join(', ')})`)}`,
      todo: `An owner of the account approves them: ${behind[0]?.htmlUrl}`,
    });
  if (findings.length > 0) return findings;
  const owners = installations.map(({ owner }) => owner);
  return [
    {
      ...{ area: 'installation', state: 'well' },
      seen: `${counted(installations.length, 'installation')}, all permissions approved: ${firstOf(owners, mostNamed)}`,
    },
  ];
}
