/** The shop that the demo plays in: its outcome map, the operator's file of sources, and what people write. */

const day = (at: Date) => at.toISOString().slice(0, 10);

export const outcomeMap = (keyResultDue: Date) => `version: 1
metrics:
  revenue:
    title: Monthly recurring revenue
    definition: sum of all paid subscriptions, per UTC day
    unit: usd
    good: up
    owner: "@acme/finance"
    source: warehouse/revenue
  projects_completed:
    title: Completed projects
    definition: projects marked as done, per UTC day
    unit: count
    good: up
    drives: [revenue]
    owner: "@acme/product"
    source: warehouse/projects_completed
  signup_rate:
    title: Visit to sign-up rate
    definition: sign-ups divided by unique visits, per UTC day
    unit: ratio
    good: up
    drives: [projects_completed]
    owner: "@acme/growth"
    source: warehouse/signup_rate
  p95_latency:
    title: p95 latency
    definition: 95th percentile of the time to answer, per UTC day
    unit: ms
    good: down
    owner: "@acme/platform"
    source: warehouse/p95_latency
objectives:
  - id: O1
    title: Small teams finish projects with us
    key_results:
      - { id: KR1, metric: signup_rate, from: 3.1%, to: 4.0%, by: ${day(keyResultDue)} }
policy:
  mode: enforce
release: { on: release }
follow_up: { after: [7d] }
`;

export const sources = `connections:
  warehouse:
    type: csv
    owners: [acme]
    queries:
      signup_rate: signup_rate.csv
      projects_completed: projects_completed.csv
      revenue: revenue.csv
      p95_latency: p95_latency.csv
`;

export const pullRequest = {
  title: 'Ask for the address after sign-up',
  author: 'ben',
  branch: 'shorter-form',
  files: { 'src/sign-up.ts': "export const fields = ['name', 'email'];\n" },
  body: 'The sign-up form asks for name and email only. The address moves to the first invoice.',
};

export const outcome = `${pullRequest.body}

### Outcome
Key result: KR1
Expect: signup_rate +10% within 14 days
Guard: p95_latency +5%
Because: 7 of 10 interviewed trial users stop at the address form
`;
