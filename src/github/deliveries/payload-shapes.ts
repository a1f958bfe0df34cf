import { z } from 'zod';

/*
 * The fields of GitHub's payloads that we read, and no others: a payload that lacks other fields must not stop us
 * (facts 41). https://docs.github.com/en/webhooks/webhook-events-and-payloads
 */

const id = z.number().int();
const maybe = <S extends z.ZodType>(shape: S) => shape.nullish().catch(undefined);
const user = z.object({ login: z.string(), type: maybe(z.string()) });

const repositoryShape = z.object({
  id,
  name: z.string(),
  default_branch: z.string(),
  private: z.boolean(),
  owner: z.object({ id, login: z.string() }),
});

const openedShape = z.object({ number: id, created_at: z.coerce.date() });

/** Who and where: parts that any payload may have. */
export const eventContextShape = z.object({
  installation: maybe(z.object({ id })),
  repository: maybe(repositoryShape),
  sender: maybe(user),
  pull_request: maybe(openedShape),
  issue: maybe(openedShape),
});

/** Label events name the label; `sender` says whether a bot set it. */
const labelling = { label: maybe(z.object({ name: z.string() })), sender: maybe(user) };

export const pullRequestShape = z.object({
  action: maybe(z.string()),
  pull_request: z.object({
    number: id,
    merged: maybe(z.boolean()),
    title: maybe(z.string()),
    body: maybe(z.string()),
  }),
  before: maybe(z.string()),
  after: maybe(z.string()),
  ...labelling,
});

export const issueShape = z.object({
  action: maybe(z.string()),
  issue: z.object({ number: id, pull_request: z.unknown().optional() }),
  ...labelling,
});

/** Its new place: ids are GitHub's, and the number is the new one. */
export const issueGoneShape = z.object({
  issue: z.object({ number: id, pull_request: z.unknown().optional() }),
  changes: maybe(z.object({ new_issue: maybe(z.object({ number: id })), new_repository: maybe(repositoryShape) })),
});

export const commentShape = z.object({
  issue: z.object({ number: id, pull_request: z.unknown().optional() }),
  comment: z.object({
    id,
    body: z.string().nullish(),
    created_at: z.coerce.date().optional(),
    user: maybe(user),
    performed_via_github_app: maybe(z.object({ id })),
  }),
  sender: maybe(user),
});

export const reviewShape = z.object({
  pull_request: z.object({ number: id }),
  review: z.object({ id, body: z.string().nullish(), submitted_at: maybe(z.coerce.date()), user: maybe(user) }),
  sender: maybe(user),
});

/** A check run or suite. It may list pull requests of other repositories that hold the same commit. */
export type Checked = z.infer<typeof checked>;
const checked = z.object({
  head_sha: z.string(),
  app: maybe(z.object({ id })),
  pull_requests: maybe(z.array(z.object({ number: id, base: maybe(z.object({ repo: z.object({ id }) })) }))),
});
const repository = maybe(z.object({ id }));

export const checkRunShape = z.object({ check_run: checked, repository });
export const checkSuiteShape = z.object({ check_suite: checked, repository });
export const buttonShape = checkRunShape.extend({ requested_action: z.object({ identifier: z.string() }) });

export const mergeGroupShape = z.object({
  merge_group: z.object({ head_sha: z.string(), base_sha: z.string(), head_ref: z.string() }),
});

export const releaseShape = z.object({
  action: maybe(z.string()),
  release: z.object({
    id,
    tag_name: z.string(),
    target_commitish: z.string(),
    html_url: z.string(),
    draft: z.boolean(),
    prerelease: z.boolean(),
    created_at: z.coerce.date(),
    published_at: maybe(z.string()),
    updated_at: maybe(z.string()),
  }),
});

export const deploymentStatusShape = z.object({
  deployment_status: z.object({ state: z.string(), created_at: z.coerce.date(), environment: maybe(z.string()) }),
  deployment: z.object({
    id,
    sha: z.string(),
    environment: z.string(),
    production_environment: maybe(z.boolean()),
    transient_environment: maybe(z.boolean()),
  }),
});

export const installationShape = z.object({ installation: z.object({ account: maybe(z.object({ id })) }) });

const those = z.array(z.object({ id }));
export const repositoriesAddedShape = z.object({ repositories_added: those });
export const repositoriesRemovedShape = z.object({ repositories_removed: those });

/** GitHub does not date it; the repository's last push is the same time or a little later. */
export const createShape = z.object({
  ref: z.string(),
  ref_type: z.string(),
  repository: z.object({ pushed_at: maybe(z.coerce.date()) }),
});

const paths = maybe(z.array(z.string()));

export const pushShape = z.object({
  ref: z.string(),
  created: maybe(z.boolean()),
  deleted: maybe(z.boolean()),
  forced: maybe(z.boolean()),
  /** Here `pushed_at` counts seconds, unlike everywhere else. */
  repository: z.object({ default_branch: z.string(), pushed_at: maybe(z.number()) }),
  commits: z.array(
    z.object({
      id: z.string(),
      message: z.string(),
      timestamp: z.coerce.date(),
      distinct: maybe(z.boolean()),
      added: paths,
      modified: paths,
      removed: paths,
    }),
  ),
});
