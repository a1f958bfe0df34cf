import { describeError } from '../../errors/describe-error.ts';
import type { Attempt } from '../../github/hook.ts';
import type { Finding } from './finding.ts';

/** Where GitHub sends deliveries. Absent: GitHub did not say. */
export interface HookConfig {
  url?: string | undefined;
}

const path = '/api/github/webhooks';

/** @param attempts newest first, as GitHub lists them */
export function judgeWebhook(attempts: Attempt[], config: HookConfig | undefined, settingsUrl: string): Finding {
  const address = config?.url ?? `https://<your host>${path}`;
  if (config && isNowhere(config.url))
    return broken(
      'the App has no webhook address, so GitHub sends nothing',
      `Write https://<your host>${path} at ${settingsUrl} and tick "Active".`,
    );
  const [newest] = attempts;
  if (!newest)
    return {
      ...{ area: 'webhook', state: 'unknown' },
      seen: 'GitHub has sent no delivery in the last three days',
      todo: `Edit a pull request where the App is installed, and run this again. If there is still none: tick "Active" at ${settingsUrl} and compare the address there: ${address}`,
    };
  const like = (one: Attempt) => outcomeOf(one) === outcomeOf(newest);
  const share = `${attempts.filter(like).length} of the last ${attempts.length}, the newest at ${minuteOf(newest.at)}`;
  switch (outcomeOf(newest)) {
    case 'taken':
      return { area: 'webhook', state: 'well', seen: `deliveries arrive: ${share}` };
    case 'refused':
      return broken(
        `deliveries arrive and are refused, their signature being wrong (401): ${share}`,
        `Write the same secret to WEBHOOK_SECRET and at ${settingsUrl} under "Webhook secret", and start the server anew.`,
      );
    case 'unreached':
      return broken(
        `GitHub cannot reach the webhook (${describeError(newest.told)}): ${share}`,
        `Is the server running, and does ${address} lead to it from the internet? Look at DNS, the certificate, the firewall and the proxy, or use a tunnel. Soundings asks GitHub for missed deliveries by itself.`,
      );
    case 'a form':
      return broken(
        `deliveries arrive as forms and are refused (415): ${share}`,
        `Choose the content type application/json at ${settingsUrl}.`,
      );
    case 'astray':
      return broken(
        `something else answers deliveries, with ${newest.code}: ${share}`,
        `The address at ${settingsUrl} has to end in ${path} and lead to Soundings; it is ${address}`,
      );
    case 'failed':
      return broken(
        `deliveries arrive and are answered with ${newest.code}: ${share}`,
        'The server’s log has the reason, or that of the proxy before it. If it is the database, it is named here.',
      );
  }
}

const broken = (seen: string, todo: string): Finding => ({ area: 'webhook', state: 'broken', seen, todo });

/** The set-up page registers an App with a placeholder where it was told no address. */
const isNowhere = (url: string | undefined) => !url || (URL.canParse(url) && new URL(url).hostname === 'example.com');

type Outcome = 'taken' | 'refused' | 'a form' | 'unreached' | 'astray' | 'failed';

/** Without an answer GitHub tells 0, or what a gateway would say; gateways say so where nothing listens behind them. */
const gateway = [0, 502, 503, 504];

function outcomeOf({ taken, code }: Attempt): Outcome {
  if (taken) return 'taken';
  if (code === 401) return 'refused';
  if (code === 415) return 'a form';
  if (gateway.includes(code)) return 'unreached';
  return code < 500 && code !== 413 ? 'astray' : 'failed';
}

const minuteOf = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
