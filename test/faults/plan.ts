/** What tells that a change has reached its users. */
export type Ships = 'release' | 'tag' | 'merge';

/** What a run is made of. Everything else follows from the seed. */
export interface Size {
  repositories: number;
  pullRequests: number;
  releases: number;
}

export interface RepositoryPlan {
  owner: string;
  name: string;
  fullName: string;
  /** Where its outcome map is; `none`: Soundings has nothing to say here. */
  map: 'own' | 'of the owner' | 'none';
  ships: Ships;
  pullRequests: number;
  releases: number;
}

/** Each is a company of its own, and its word must not be read at another. */
const words = [
  'zorblatt',
  'quimby',
  'wexford',
  'tintagel',
  'mordaunt',
  'kestrel',
  'ondine',
  'brimley',
  'farrow',
  'lodestar',
];

/** Two repositories an owner. The last one, at an owner of its own, has no map. */
export function planOrganisation({ repositories, pullRequests, releases }: Size): RepositoryPlan[] {
  const plans = Array.from({ length: repositories }, (_, index): RepositoryPlan => {
    const bare = index === repositories - 1;
    const group = Math.floor(index / 2);
    const owner = bare ? 'unmapped' : `${words[group % words.length]}${group < words.length ? '' : group}`;
    const name = `repo-${index + 1}`;
    const map = bare ? 'none' : group % 3 === 1 ? 'of the owner' : 'own';
    return {
      ...{ owner, name, fullName: `${owner}/${name}`, pullRequests: 0, releases: 0 },
      map,
      // The map of an owner says releases.
      ships: index % 4 === 1 ? 'merge' : index % 8 === 0 && map === 'own' ? 'tag' : 'release',
    };
  });
  for (let one = 0; one < pullRequests; one += 1) (plans[one % plans.length] as RepositoryPlan).pullRequests += 1;
  const releasing = plans.filter(({ ships }) => ships !== 'merge');
  for (let one = 0; one < releases; one += 1) (releasing[one % releasing.length] as RepositoryPlan).releases += 1;
  return plans;
}

export const mapFile = '.github/soundings.yml';

export const mapText = (owner: string, ships: Ships, mode: 'enforce' | 'advise') => `version: 1
metrics:
  projects_completed: { title: Completed projects of ${owner}, unit: count, good: up, source: ${owner}/projects_completed }
  signup_rate:
    title: Sign-up rate of ${owner}
    unit: ratio
    good: up
    drives: [projects_completed]
    source: ${owner}/signup_rate
  p95_latency: { title: p95 latency of ${owner}, unit: ms, good: down, source: ${owner}/p95_latency }
objectives:
  - id: O1
    title: More people of ${owner} finish projects
    key_results:
      - { id: KR1, metric: signup_rate, from: 3.1%, to: 4.0%, by: 2099-12-31 }
policy: { mode: ${mode}, exempt: { authors: ["dependabot[bot]"], labels: [no-outcome] } }
release: { on: ${ships} }
follow_up: { after: [7d, 28d] }
`;

/** The operator's file: a connection an owner, for that owner alone. */
export const sourcesText = (owners: string[]) =>
  [
    'connections:',
    ...owners.flatMap((owner) => [
      `  ${owner}:`,
      '    type: csv',
      `    owners: [${owner}]`,
      '    queries:',
      ...['signup_rate', 'projects_completed', 'p95_latency'].map((name) => `      ${name}: ${name}.csv`),
    ]),
    '',
  ].join('\n');

/** Ann and Ben may write, Rae may read, Sam comes from outside. */
export interface TeamMembers {
  ann: string;
  ben: string;
  rae: string;
  sam: string;
}

/** Every repository has people of its own: the emulator allows each 5,000 requests an hour. */
export const membersOf = ({ name }: RepositoryPlan): TeamMembers => ({
  ...{ ann: `ann-${name}`, ben: `ben-${name}`, rae: `rae-${name}`, sam: `sam-${name}` },
});

export const permissionsIn = (plans: RepositoryPlan[]): Record<string, 'admin' | 'write' | 'read'> =>
  Object.fromEntries(
    plans.map(membersOf).flatMap(({ ann, ben, rae, sam }) => [
      [ann, 'admin'],
      [ben, 'write'],
      [rae, 'read'],
      [sam, 'read'],
    ]),
  );
