import { z } from 'zod';
import { type ConnectionConfig, connectionKeys, mapping, textOf } from '../connection-config.ts';
import { httpUrl } from '../http-config.ts';
import { networkKey } from '../network/network-config.ts';
import type { Network } from '../network/refused-range.ts';

const eventExpected = '`digest` or `shipped`';
const ownersExpected = 'the GitHub owners whose word goes there, such as `[acme]`';
const owners = connectionKeys.owners.unwrap().min(1, { error: ownersExpected });

/** Keys of connections that send news and give no figures. */
const keys = {
  url: httpUrl,
  /** News of other owners is not sent. */
  owners,
  timeout: connectionKeys.timeout,
  ...networkKey,
};

const events = z
  .array(z.enum(['digest', 'shipped'], { error: eventExpected }), { error: 'a list such as `[digest, shipped]`' })
  .min(1, { error: eventExpected })
  .default(['digest']);

const asConnection = <Given extends object>(given: Given) => ({
  ...given,
  ...{ timezone: 'UTC', max_rows: 1, queries: new Map<string, unknown>() },
});

interface OutletConfig extends ConnectionConfig {
  url: URL;
  network?: Network | undefined;
}

export interface SlackConfig extends OutletConfig {
  events: ('digest' | 'shipped')[];
}

export const slackConfig: z.ZodType<SlackConfig> = mapping({ type: z.literal('slack'), events, ...keys }).transform(
  asConnection,
);

export interface WebhookConfig extends SlackConfig {
  secret: string;
  format: 'json' | 'teams';
}

export const webhookConfig: z.ZodType<WebhookConfig> = mapping({
  type: z.literal('webhook'),
  secret: textOf('a secret by which what is sent is signed').min(16, {
    error: 'a secret of 16 characters or more',
  }),
  format: z.enum(['json', 'teams'], { error: '`json` or `teams`' }).default('json'),
  events,
  ...keys,
}).transform(asConnection);

export interface GrafanaConfig extends OutletConfig {
  token: string;
}

export const grafanaConfig: z.ZodType<GrafanaConfig> = mapping({
  type: z.literal('grafana'),
  token: textOf('a token of a service account').regex(/^[\x21-\x7e]+$/, {
    error: 'a token without blanks',
  }),
  ...keys,
}).transform(asConnection);
