import { createPrivateKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { mapping, textOf } from '../connection-config.ts';
import { httpUrl } from '../http-config.ts';

const asVariable = (name: string) => `best as a variable such as \`\${${name}}\``;

const secretOf = (what: string) => textOf(`${what}, ${asVariable('SECRET')}`);

const pemExpected = `a private key in PEM, ${asVariable('PRIVATE_KEY')}`;

/** Variables often hold a PEM in one line, with `\n` written out. */
const privateKey = z.string({ error: pemExpected }).transform((text, context): KeyObject => {
  try {
    return createPrivateKey(text.replaceAll('\\n', '\n'));
  } catch {
    context.addIssue({ code: 'custom', message: pemExpected });
    return z.NEVER;
  }
});

const keyFileExpected = `the JSON of a service account's key, ${asVariable('GOOGLE_KEY')}`;

const keyFile = z.object({ client_email: z.string(), private_key: privateKey, token_uri: httpUrl });

/** The text of a service account's key. */
export const googleKey = z.string({ error: keyFileExpected }).transform((text, context) => {
  try {
    return keyFile.parse(JSON.parse(text));
  } catch {
    context.addIssue({ code: 'custom', message: keyFileExpected });
    return z.NEVER;
  }
});

export type GoogleKey = z.output<typeof googleKey>;

const kinds = [
  mapping({ type: z.literal('bearer'), token: secretOf('a token') }),
  mapping({ type: z.literal('basic'), name: textOf('a name'), password: secretOf('a password') }),
  mapping({ type: z.literal('header'), name: textOf('the name of a header'), value: secretOf('a key') }),
  mapping({
    type: z.literal('oauth2-client-credentials'),
    token_url: httpUrl,
    client_id: textOf('the id of the client'),
    client_secret: secretOf('the secret of the client'),
    scope: textOf('the scope, as the server names it').optional(),
  }),
  mapping({
    type: z.literal('google-service-account'),
    key: googleKey,
    scopes: z
      .array(textOf('a scope'), { error: 'a list of scopes' })
      .min(1, { error: 'at least one scope' })
      .default(['https://www.googleapis.com/auth/cloud-platform']),
  }),
  mapping({
    type: z.literal('snowflake-key-pair'),
    account: textOf('the identifier of the account, such as `myorg-account1`'),
    user: textOf('the name of the user'),
    private_key: privateKey,
  }),
  mapping({
    type: z.literal('sigv4'),
    region: textOf('a region such as `eu-central-1`'),
    service: textOf("the service's name in signatures, such as `monitoring` or `aps`"),
    access_key_id: secretOf('the id of an access key'),
    secret_access_key: secretOf('the secret of the access key'),
    session_token: secretOf('a session token').optional(),
  }),
] as const;

const authExpected = `a mapping with a \`type\`: ${kinds.map(({ shape }) => `\`${shape.type.value}\``).join(', ')}`;

/** How a connection authenticates. */
export const auth = z.discriminatedUnion('type', kinds, {
  error: authExpected,
});

export type Auth = z.output<typeof auth>;
