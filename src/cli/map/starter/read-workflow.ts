import { parse } from 'yaml';
import { z } from 'zod';

/** What a workflow of GitHub Actions tells about how changes reach users. */
export interface Workflow {
  /** Its name in `.github/workflows`. */
  file: string;
  /** Environments that its jobs deploy to, as far as they are written out. */
  environments: string[];
  /** What makes releases in it: an action or a command. */
  releasesBy?: string;
  /** It deploys when the default branch is pushed to. */
  deploysOnPush: boolean;
  /** It runs when a tag is pushed. */
  startsOnTag: boolean;
}

const absent = <Shape extends z.ZodType>(shape: Shape) => shape.optional().catch(undefined);
const step = z.object({ uses: absent(z.string()), run: absent(z.string()) }).catch({});
const job = z
  .object({
    name: absent(z.string()),
    environment: absent(z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)])),
    steps: z.array(step).catch([]),
  })
  .catch({ steps: [] });
const push = z.object({ branches: absent(z.array(z.string())), tags: absent(z.array(z.string())) });
const shape = z.object({
  name: absent(z.string()),
  on: z.union([
    z.string().transform((event) => new Map([[event, undefined]])),
    z.array(z.string()).transform((events) => new Map(events.map((event) => [event, undefined]))),
    z.record(z.string(), absent(push)).transform((events) => new Map(Object.entries(events))),
  ]),
  jobs: z.record(z.string(), job),
});

/** Undefined: it is no workflow that GitHub would run. */
export function readWorkflow(file: string, text: string): Workflow | undefined {
  const read = shape.safeParse(yamlOf(text));
  if (!read.success) return undefined;
  const { name = '', on, jobs } = read.data;
  const all = Object.entries(jobs);
  const steps = all.flatMap(([, { steps }]) => steps);
  const environments = all.flatMap(([, { environment }]) => (environment && isName(environment) ? [environment] : []));
  const releasesBy = steps.map(makesReleases).find((by) => by !== undefined);
  const isDeployment = [file, name, ...all.flatMap(([id, one]) => [id, one.name ?? ''])].some((one) =>
    deploys.test(one),
  );
  const pushed = on.get('push');
  const tagsAlone = pushed?.tags !== undefined && pushed.branches === undefined;
  return {
    file,
    environments: [...new Set(environments)],
    ...(releasesBy === undefined ? {} : { releasesBy }),
    deploysOnPush: isDeployment && on.has('push') && !tagsAlone && isOfDefaultBranch(pushed?.branches),
    startsOnTag: pushed?.tags !== undefined,
  };
}

function yamlOf(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** Written out, not put together when it runs. */
const isName = (environment: string) => /^[\w][\w ./-]{0,99}$/.test(environment);
const deploys = /(?:^|[^a-z])deploy/i;
const isOfDefaultBranch = (branches: string[] | undefined) =>
  branches === undefined || branches.some((one) => /^(?:main|master|trunk)$/.test(one));

const actions =
  /^(?:softprops\/action-gh-release|actions\/create-release|ncipollo\/release-action|(?:googleapis|google-github-actions)\/release-please-action|changesets\/action|goreleaser\/goreleaser-action|cycjimmy\/semantic-release-action|release-drafter\/release-drafter)@/;
const commands = /\b(?:gh release create|semantic-release|goreleaser release)\b/;

function makesReleases({ uses = '', run = '' }: z.infer<typeof step>): string | undefined {
  return actions.test(uses) ? uses.split('@', 1)[0] : commands.exec(run)?.[0];
}
