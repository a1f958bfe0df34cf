import { metricSchema } from './metric-schema.ts';
import { ref, type Schema } from './parts.ts';
import { schemas } from './schemas.ts';

const json = (schema: Schema) => ({ 'application/json': { schema } });
const problem = (description: string) => ({ description, content: json(ref('Problem')) });
const inPath = (name: string, description: string, schema: Schema = { type: 'string' }) => ({
  ...{ name, in: 'path', required: true, description, schema },
});
const asked = (name: string, description: string) => ({
  ...{ name, in: 'query', required: false, description, schema: { type: 'string' } },
});

const owner = inPath('owner', 'The organization or user.');

/** A read: by somebody signed in, or with a token that reads. */
const read = (summary: string, name: keyof typeof schemas | 'Metric', parameters: object[], security = signedIn) => ({
  get: {
    ...{ summary, security, parameters: [owner, ...parameters] },
    responses: {
      200: { description: 'As far as its reader may see it.', content: json(ref(name)) },
      401: problem('Not signed in, or the token is missing, unknown, expired or revoked.'),
      404: problem('There is no such thing, or its reader may not see it.'),
      503: problem('GitHub does not say what the reader may see: after `Retry-After`.'),
    },
  },
});

const signedIn: object[] = [{ token: [] }, { session: [] }];

const taken = (summary: string, parameters: object[], body: keyof typeof schemas, answer: keyof typeof schemas) => ({
  post: {
    ...{ summary, security: [{ token: [] }], parameters: [owner, ...parameters] },
    requestBody: { required: true, content: json(ref(body)) },
    responses: {
      202: { description: 'It was taken.', content: json(ref(answer)) },
      400: problem('It is no JSON.'),
      401: problem('The token is missing, unknown, expired or revoked.'),
      404: problem('There is no such thing, or the token does not cover it.'),
      408: problem('The body took too long.'),
      409: problem('It is at odds with what is known.'),
      413: problem('It is too much at once.'),
      415: problem('It is not JSON, or compressed.'),
      422: problem('What is wrong, where, and what to write instead.'),
      429: problem('Too much at once: after `Retry-After`.'),
      503: problem('Too much at once: after `Retry-After`.'),
    },
  },
});

const number = inPath('number', 'Of the pull request.', { type: 'integer', minimum: 1 });
const home = inPath('home', 'The repository of its map, where that is not the owner’s.');

const edition = inPath('edition', '`2026-W48`, `2026-11` or `2026-Q4`.');

/** What programs may request: version 1. */
export const openApi = {
  openapi: '3.1.0',
  info: {
    title: 'Soundings',
    version: '1',
    license: { name: 'Apache 2.0', identifier: 'Apache-2.0' },
    description: 'The record of bets, as the pages show it, and the ways in for data. Fields may be added.',
  },
  paths: {
    '/api/v1/o/{owner}': read(
      'The portfolio of an owner',
      'Portfolio',
      [
        asked('metric', 'Merged bets on this metric alone.'),
        asked('key_result', 'Merged bets on this key result alone, by its id.'),
        asked('verdict', 'Merged bets with this verdict alone.'),
      ],
      // No credentials: if the map says `policy.portfolio: public`.
      [...signedIn, {}],
    ),
    '/api/v1/o/{owner}/ledger': read('The ledger, a part at a time', 'Ledger', [
      asked('metric', 'Bets on this metric alone.'),
      asked('key_result', 'Bets on this key result alone, by its id.'),
      asked('verdict', 'Bets with this verdict alone.'),
      asked('decision', 'Bets with this decision alone, or `none`.'),
      asked('period', 'Bets of a year, a quarter or a month: `2026-Q4`.'),
    ]),
    '/api/v1/o/{owner}/silent': read('What shipped into silence', 'Silent', []),
    '/api/v1/o/{owner}/hypotheses': read('Hypotheses, and what rests on them', 'Hypotheses', []),
    '/api/v1/o/{owner}/teams/{team}': read('A team', 'Team', [inPath('team', 'Its name, without the owner.')]),
    '/api/v1/o/{owner}/digests': read('The latest editions of the digests', 'Digests', []),
    '/api/v1/o/{owner}/digests/{edition}': read('An edition of a digest', 'Digest', [edition]),
    '/api/v1/o/{owner}/digests/{home}/{edition}': read('An edition of the digest of another map', 'Digest', [
      home,
      edition,
    ]),
    '/api/v1/o/{owner}/bets/{repository}/{number}': read('A bet', 'Bet', [
      inPath('repository', 'Its name, without the owner.'),
      number,
    ]),
    '/api/v1/o/{owner}/metrics/{name}': {
      ...read('A metric', 'Metric', [inPath('name', 'As in the map.')]),
      ...taken('Push samples of a metric', [inPath('name', 'Letters, digits, `_`, `.` and `-`.')], 'Push', 'Pushed'),
    },
    '/api/v1/o/{owner}/metrics/{home}/{name}': read('A metric of another map', 'Metric', [
      home,
      inPath('name', 'As in the map.'),
    ]),
    '/api/v1/o/{owner}/key-results/{name}': read('A key result', 'Metric', [inPath('name', 'Its id.')]),
    '/api/v1/o/{owner}/key-results/{home}/{name}': read('A key result of another map', 'Metric', [
      home,
      inPath('name', 'Its id.'),
    ]),
    '/api/v1/o/{owner}/live': taken('Say that a change has reached its users', [], 'Live', 'TakenLive'),
  },
  components: {
    schemas: { ...schemas, Metric: metricSchema(ref('Entry')) },
    securitySchemes: {
      token: { type: 'http', scheme: 'bearer', description: 'Made by `npx soundings token create`.' },
      session: {
        type: 'apiKey',
        in: 'cookie',
        name: '__Host-soundings_session',
        description: 'Of a browser that is signed in.',
      },
    },
  },
};
