import { closedByWords } from '../closing-issues.ts';
import type { Json } from '../json.ts';
import { notFound, route } from '../request.ts';

/**
 * `closingIssuesReferences` of one pull request, which is all that is asked of GraphQL here. Owner, name and number are taken
 * from the variables by their kind; the answer holds more fields than any query selects.
 */
export const graphqlRoutes = [
  route('POST', '/graphql', async ({ world, request }) => {
    if (world.graphql === 'missing') return notFound();
    const { query = '', variables = {} } = request.body ?? {};
    if (!query.includes('closingIssuesReferences')) return problem('Only closingIssuesReferences is known here.');
    const owner = variables.owner ?? variables.login;
    const name = variables.name ?? variables.repo ?? variables.repository;
    const number = Object.values(variables).find((value) => typeof value === 'number');
    const repo = `${owner}/${name}`;
    const state = world.pulls.get(repo, Number(number));
    if (!state) return problem(`Could not resolve to a PullRequest with the number of ${number}.`);

    const pull = await world.emulator.ask('GET', `/repos/${repo}/pulls/${number}`);
    const numbers = [...new Set([...closedByWords(pull.body), ...state.linked])];
    const issues = await Promise.all(numbers.map((one) => world.emulator.ask('GET', `/repos/${repo}/issues/${one}`)));
    const nodes = issues.filter(Boolean).map((issue) => node(issue, pull.base.repo));
    const closingIssuesReferences = {
      ...{ totalCount: nodes.length, nodes, edges: nodes.map((one) => ({ node: one })) },
      pageInfo: { hasNextPage: false, endCursor: null },
    };
    const json = { data: { repository: { pullRequest: { number, closingIssuesReferences } } } };
    return { status: 200, json };
  }),
];

const problem = (message: string) => ({ status: 200, json: { data: null, errors: [{ type: 'NOT_FOUND', message }] } });

const node = (issue: Json, repository: Json) => ({
  id: issue.node_id,
  databaseId: issue.id,
  number: issue.number,
  title: issue.title,
  body: issue.body ?? '',
  state: issue.state.toUpperCase(),
  url: issue.html_url,
  labels: { nodes: issue.labels.map(({ name }: Json) => ({ name })) },
  author: { login: issue.user.login },
  repository: {
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: repository.full_name,
    isPrivate: repository.private,
    owner: { login: repository.owner.login },
  },
});
