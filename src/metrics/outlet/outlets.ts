import { createHmac } from 'node:crypto';
import type { Notice } from '../../flows/ports/outlets.ts';
import type { Connector, Place } from '../connector.ts';
import { type Guard, guardOf } from '../network/guard.ts';
import type { Network } from '../network/refused-range.ts';
import type { Outlet, Source } from '../source.ts';
import { SourceFailure } from '../source-failure.ts';
import {
  type GrafanaConfig,
  grafanaConfig,
  type SlackConfig,
  slackConfig,
  type WebhookConfig,
  webhookConfig,
} from './config.ts';
import { chatText } from './plain-text.ts';
import { postJson } from './post-json.ts';

/** A connection that takes news, and gives no figures. */
const sourceOf = (outlet: Outlet): Source => ({
  outlet,
  async rows() {
    throw new SourceFailure('unknown-source', 'it takes word, and has no figures');
  },
  async close() {},
});

const guardFor = ({ network }: { network?: Network | undefined }, place: Place): Guard =>
  guardOf(network ?? place.network ?? 'any', place.lookup);

/** An incoming webhook of a Slack app. */
export const slack: Connector<SlackConfig> = {
  config: slackConfig,
  open(config, place) {
    const guard = guardFor(config, place);
    return sourceOf({
      events: config.events,
      send: ({ text }, signal) =>
        postJson(guard, config.url, JSON.stringify({ text: chatText(text, '*') }), {}, signal),
    });
  },
};

/** Any server, which can verify the signature; or a flow of Teams. */
export const webhook: Connector<WebhookConfig> = {
  config: webhookConfig,
  open(config, place) {
    const guard = guardFor(config, place);
    return sourceOf({
      events: config.events,
      async send(notice, signal) {
        const body = JSON.stringify(config.format === 'teams' ? cardOf(notice) : notice);
        const timestamp = String(Math.floor(Date.now() / 1000));
        const signature = createHmac('sha256', config.secret).update(`${timestamp}.${body}`).digest('hex');
        const headers = {
          'soundings-event': notice.event,
          'soundings-id': notice.id,
          'soundings-timestamp': timestamp,
          'soundings-signature': `sha256=${signature}`,
        };
        await postJson(guard, config.url, body, headers, signal);
      },
    });
  },
};

/** Teams shows only cards. */
const cardOf = ({ text }: Notice) => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: {
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        ...{ type: 'AdaptiveCard', version: '1.4', msteams: { width: 'Full' } },
        body: chatText(text, '**')
          .split('\n\n')
          .map((part) => ({ type: 'TextBlock', text: part, wrap: true })),
      },
    },
  ],
});

/** A mark at the time of a release, on people's own charts. */
export const grafana: Connector<GrafanaConfig> = {
  config: grafanaConfig,
  open(config, place) {
    const guard = guardFor(config, place);
    const address = new URL('api/annotations', config.url.href.endsWith('/') ? config.url : `${config.url.href}/`);
    return sourceOf({
      events: ['shipped'],
      send: ({ at, tags, title }, signal) =>
        postJson(
          guard,
          address,
          JSON.stringify({ time: at.getTime(), tags: ['soundings', ...tags], text: title }),
          { authorization: `Bearer ${config.token}` },
          signal,
        ),
    });
  },
};
