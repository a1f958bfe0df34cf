import type { z } from 'zod';
import { checkRunShape, checkSuiteShape, eventContextShape, issueShape, pullRequestShape } from './payload-shapes.ts';
import { pullRequestOf } from './pull-request-of.ts';

type Numbered = (payload: unknown) => number | undefined;

const from =
  <S extends z.ZodType>(shape: S, read: (payload: z.infer<S>) => number | undefined): Numbered =>
  (payload) => {
    const parsed = shape.safeParse(payload);
    return parsed.success ? read(parsed.data) : undefined;
  };

/** By event, because other payloads carry a check run or pull request as an aside (`deployment_status` does). */
const numbers = new Map<string, Numbered>([
  ['pull_request', from(pullRequestShape, (payload) => payload.pull_request.number)],
  ['issues', from(issueShape, (payload) => payload.issue.number)],
  ['pull_request_review', from(pullRequestShape, (payload) => payload.pull_request.number)],
  ['issue_comment', from(issueShape, (payload) => payload.issue.number)],
  ['check_run', from(checkRunShape, (payload) => pullRequestOf(payload.check_run, payload.repository?.id))],
  ['check_suite', from(checkSuiteShape, (payload) => pullRequestOf(payload.check_suite, payload.repository?.id))],
]);

/**
 * The subject of a delivery: deliveries of one subject are worked one after the other. `repo:<id>#<number>`,
 * `repo:<id>`, `installation:<id>`, or `other`; ids are GitHub's.
 * @param event `X-GitHub-Event`, `pull_request`.
 */
export function subjectOf(event: string, payload: unknown): string {
  const { repository, installation } = eventContextShape.safeParse(payload).data ?? {};
  if (repository) {
    const number = numbers.get(event)?.(payload);
    return number === undefined ? `repo:${repository.id}` : `repo:${repository.id}#${number}`;
  }
  return installation ? `installation:${installation.id}` : 'other';
}
