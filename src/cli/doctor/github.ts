import { inTime } from '../../deadlines/in-time.ts';
import type { Env } from '../../env.ts';
import type { Log } from '../../flows/ports/log.ts';
import { attemptsSince } from '../../github/hook.ts';
import { unlessAbsent } from '../../github/requests/absent.ts';
import { allPages } from '../../github/requests/pages.ts';
import { type AppRequests, appRequestsOf } from '../../github/requests/requests.ts';
import { openGitHubApp } from '../../web/github-app.ts';
import { type AppFacts, judgeApp, judgeRefusal, unasked, wanted } from './app.ts';
import { aheadOf, isOff, judgeClock } from './clock.ts';
import type { Finding } from './finding.ts';
import { type InstallationFacts, judgeInstallations } from './installation.ts';
import { reasonOf } from './reason-of.ts';
import { judgeWebhook } from './webhook.ts';

/** For each question; GitHub itself gives up after ten seconds, and reads are tried again. */
const answerWithinMs = 20_000;

/** What GitHub tells of the App. The clock comes first: a wrong one makes everything else look wrong. */
export async function lookAtGitHub(env: Env): Promise<Finding[]> {
  const { host } = new URL(env.githubApiUrl);
  let aheadMs: number | undefined;
  try {
    aheadMs = await askClock(env.githubApiUrl);
  } catch (error) {
    return [
      {
        ...{ area: 'app', state: 'broken' },
        seen: `GitHub cannot be reached at ${host}: ${reasonOf(error)}`,
        todo: 'Let this machine reach it by HTTPS. For GitHub Enterprise Server set GITHUB_API_URL; name its authority in NODE_EXTRA_CA_CERTS.',
      },
    ];
  }
  const requests = await requestsOf(env);
  const clock = judgeClock(aheadMs);
  let app: AppFacts | undefined;
  try {
    app = await inOneAnswer(() => askApp(requests));
  } catch (error) {
    return [clock, judgeRefusal(error, env.appId, host, isOff(aheadMs))];
  }
  if (!app)
    return [
      clock,
      {
        ...{ area: 'app', state: 'broken' },
        seen: `what answers at ${env.githubApiUrl} is not the API of GitHub`,
        todo: 'Correct GITHUB_API_URL: on GitHub Enterprise Server it ends in /api/v3. Leave it out for github.com.',
      },
    ];
  const { permissions, htmlUrl, settingsUrl } = app;
  const others = await Promise.all([
    inOneAnswer(() => askInstallations(requests)).then(
      (found) => judgeInstallations(found, permissions, htmlUrl),
      (error) => [unasked('installation', error)],
    ),
    inOneAnswer(() => askWebhook(requests)).then(
      ({ attempts, config }) => [judgeWebhook(attempts, config, settingsUrl)],
      (error) => [unasked('webhook', error)],
    ),
  ]);
  return [clock, ...judgeApp(app, wanted(env.githubApiUrl)), ...others.flat()];
}

const inOneAnswer = <T>(ask: () => Promise<T>) =>
  inTime(answerWithinMs, new Error(`GitHub gave no answer within ${answerWithinMs / 1_000} s`), ask);

/** Without a token: any answer has the time. */
async function askClock(url: string): Promise<number | undefined> {
  return inOneAnswer(async () => {
    const asked = Date.now();
    const { headers, body } = await fetch(url, { signal: AbortSignal.timeout(answerWithinMs) });
    const answered = Date.now();
    await body?.cancel();
    return aheadOf(headers.get('date'), { asked, answered });
  });
}

/** Refusals are told in our findings. */
const quiet: Log = { info() {}, warn() {}, error() {} };

async function requestsOf(env: Env): Promise<AppRequests> {
  const { octokitForApp } = await openGitHubApp({ ...env, logLevel: 'fatal' });
  return appRequestsOf(octokitForApp, { log: quiet, now: () => new Date() });
}

/** Undefined: somebody else answered. */
async function askApp(requests: AppRequests): Promise<AppFacts | undefined> {
  const { data } = await (await requests())('GET /app');
  if (!data?.html_url) return undefined;
  const { id, name, slug, html_url, owner, permissions, events } = data;
  const of = owner && 'type' in owner && owner.type === 'Organization' ? `/organizations/${owner.login}` : '';
  const settingsUrl = `${new URL(html_url).origin}${of}/settings/apps/${slug}`;
  return { id, name, htmlUrl: html_url, settingsUrl, permissions: permissions as AppFacts['permissions'], events };
}

async function askInstallations(requests: AppRequests): Promise<InstallationFacts[]> {
  const request = await requests();
  const found = await allPages((page) => request('GET /app/installations', { per_page: 100, page }));
  return found.map(({ id, account, suspended_at, permissions, html_url }) => ({
    owner: account && 'login' in account ? account.login : String(id),
    suspended: suspended_at != null,
    permissions: permissions as InstallationFacts['permissions'],
    htmlUrl: html_url,
  }));
}

async function askWebhook(requests: AppRequests) {
  const request = await requests();
  const [attempts, config] = await Promise.all([
    attemptsSince(requests, new Date(0), 1),
    // Older GitHub Enterprise servers do not tell.
    unlessAbsent(request('GET /app/hook/config')),
  ]);
  return { attempts, config: config?.data };
}
