import { GitHubError } from '../../github/requests/github-error.ts';
import { appManifest } from '../../web/app-manifest.ts';
import type { Finding } from './finding.ts';
import { reasonOf } from './reason-of.ts';

/** By name: `read`, `write` or `admin`. */
export type Permissions = Readonly<Record<string, string | undefined>>;

/** The App, as GitHub knows it. */
export interface AppFacts {
  id: number;
  name: string;
  htmlUrl: string;
  /** The page of its settings, without a slash at its end. */
  settingsUrl: string;
  permissions: Permissions;
  events: string[];
}

export interface Wanted {
  permissions: Permissions;
  events: string[];
}

/** What `app.yml` asks for. */
export function wanted(githubApiUrl: string): Wanted {
  const { default_permissions, default_events } = appManifest(githubApiUrl);
  return { permissions: default_permissions, events: default_events };
}

/** Added since: an App without it hears less, and works. */
const newer = new Set(['pull_request_review']);

const levels = ['read', 'write', 'admin'];

/** `checks: write (it has read)`, one text for each permission that is not given as it is asked for. */
export function lackingOf(asked: Permissions, given: Permissions): string[] {
  const had = new Map(Object.entries(given));
  return Object.entries(asked)
    .filter(([name, level = '']) => levels.indexOf(had.get(name) ?? '') < levels.indexOf(level))
    .map(([name, level]) => `${name}: ${level}${had.has(name) ? ` (it has ${had.get(name)})` : ''}`);
}

export function judgeApp({ id, name, htmlUrl, settingsUrl, permissions, events }: AppFacts, asked: Wanted): Finding[] {
  const lacking = lackingOf(asked.permissions, permissions);
  const unheard = asked.events.filter((event) => !events.includes(event));
  const findings: Finding[] = [];
  if (lacking.length > 0)
    findings.push({
      ...{ area: 'app', state: 'broken' },
      seen: `the App lacks permissions: ${lacking.join(', ')}`,
      todo: `Give them at ${settingsUrl}/permissions ; each installation then has to approve them.`,
    });
  if (unheard.length > 0)
    findings.push({
      ...{ area: 'app', state: unheard.every((event) => newer.has(event)) ? 'remark' : 'broken' },
      seen: `the App is not subscribed to these events: ${unheard.join(', ')}`,
      todo: `Tick them at ${settingsUrl}/permissions under "Subscribe to events".`,
    });
  if (findings.length > 0) return findings;
  return [
    { area: 'app', state: 'well', seen: `"${name}", id ${id}, ${htmlUrl} has all permissions and events of app.yml` },
  ];
}

/** Why GitHub did not say who we are to it (facts 42). */
export function judgeRefusal(error: unknown, appId: number, host: string, clockIsOff: boolean): Finding {
  const status = error instanceof GitHubError ? error.status : undefined;
  if (status === 401 && clockIsOff)
    return {
      ...{ area: 'app', state: 'unknown' },
      seen: 'GitHub refuses our token, as it does where the clock is wrong',
      todo: 'Set the clock first, then run this again.',
    };
  if (status === 401)
    return {
      ...{ area: 'app', state: 'broken' },
      seen: `the private key does not belong to the App with the id ${appId}: GitHub refuses its signature`,
      todo: 'Compare APP_ID with the App’s settings page. If it is right, generate a private key there, and write it to PRIVATE_KEY.',
    };
  if (status === 404)
    return {
      ...{ area: 'app', state: 'broken' },
      seen: `${host} knows no App with the id ${appId}`,
      todo: 'Write the App ID of the App’s settings page to APP_ID, not the Client ID nor an installation’s. For GitHub Enterprise Server set GITHUB_API_URL.',
    };
  return unasked('app', error);
}

/** GitHub was asked about one part, and gave no answer to work with. */
export function unasked(area: 'app' | 'installation' | 'webhook', error: unknown): Finding {
  return {
    ...{ area, state: 'unknown' },
    seen: `GitHub does not tell: ${reasonOf(error)}`,
    todo: 'Run this again in a few minutes; https://www.githubstatus.com tells of outages.',
  };
}
