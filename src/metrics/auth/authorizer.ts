import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { AwsV4Signer } from 'aws4fetch';
import { SignJWT } from 'jose';
import type { JsonClient, JsonRequest } from '../fetch-json.ts';
import type { Auth } from './auth-config.ts';
import { borrowedToken } from './borrowed-token.ts';

export interface Authorizer {
  /** By which a request says who asks. */
  headersOf(request: JsonRequest): Promise<Record<string, string>>;
  /** The server refused these headers: there may be others. Absent: there never are. */
  refused?(headers: Record<string, string>): void;
}

/** What servers take a token of our own making for, at most. */
const tokenSeconds = 3_600;

/** @param now milliseconds since the epoch */
export function authorizer(auth: Auth | undefined, client: JsonClient, now: () => number = Date.now): Authorizer {
  switch (auth?.type) {
    case undefined:
      return always({});
    case 'bearer':
      return always(bearer(auth.token));
    case 'basic': {
      const credentials = Buffer.from(`${auth.name}:${auth.password}`).toString('base64');
      return always({ authorization: `Basic ${credentials}` });
    }
    case 'header':
      return always({ [auth.name.toLowerCase()]: auth.value });
    case 'oauth2-client-credentials':
      return withToken(
        borrowedToken(client, now, async () => ({
          url: auth.token_url,
          form: {
            grant_type: 'client_credentials',
            client_id: auth.client_id,
            client_secret: auth.client_secret,
            ...(auth.scope === undefined ? {} : { scope: auth.scope }),
          },
        })),
      );
    case 'google-service-account': {
      const { client_email, private_key, token_uri } = auth.key;
      return withToken(
        borrowedToken(client, now, async () => ({
          url: token_uri,
          form: {
            grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
            assertion: await signed(private_key, now(), {
              iss: client_email,
              aud: token_uri.href,
              scope: auth.scopes.join(' '),
            }),
          },
        })),
      );
    }
    case 'snowflake-key-pair': {
      // Key-pair tokens name the account without its region, and both in capitals: docs.snowflake.com, "Using key-pair authentication" of the SQL API.
      const name = `${auth.account.split('.')[0]}.${auth.user}`.toUpperCase();
      const claims = { iss: `${name}.SHA256:${fingerprint(auth.private_key)}`, sub: name };
      return {
        headersOf: async () => ({
          ...bearer(await signed(auth.private_key, now(), claims)),
          'x-snowflake-authorization-token-type': 'KEYPAIR_JWT',
        }),
      };
    }
    case 'sigv4':
      return {
        async headersOf({ method, url, headers, body }) {
          const { headers: given } = await new AwsV4Signer({
            method,
            url: url.href,
            headers,
            ...(body === undefined ? {} : { body }),
            accessKeyId: auth.access_key_id,
            secretAccessKey: auth.secret_access_key,
            ...(auth.session_token === undefined ? {} : { sessionToken: auth.session_token }),
            service: auth.service,
            region: auth.region,
            datetime: new Date(now()).toISOString().replace(/[:-]|\.\d{3}/g, ''),
          }).sign();
          return Object.fromEntries([...given].filter(([header]) => header !== 'host'));
        },
      };
  }
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

const always = (headers: Record<string, string>): Authorizer => ({ headersOf: async () => headers });

const withToken = ({ token, forget }: ReturnType<typeof borrowedToken>): Authorizer => ({
  headersOf: async () => bearer(await token()),
  refused: ({ authorization = '' }) => forget(authorization.replace('Bearer ', '')),
});

function signed(key: KeyObject, now: number, claims: Record<string, string>): Promise<string> {
  const seconds = Math.floor(now / 1_000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + tokenSeconds)
    .sign(key);
}

const fingerprint = (key: KeyObject) =>
  createHash('sha256')
    .update(createPublicKey(key).export({ type: 'spki', format: 'der' }))
    .digest('base64');
