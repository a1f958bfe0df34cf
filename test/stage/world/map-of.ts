/** An outcome map in YAML with one key result, KR1: by default on sign-ups, which are its only metric. `policy: ''`: it says nothing of one. */
export const mapOf = ({
  metrics = 'signups: { title: Sign-ups, unit: count, good: up, source: warehouse/signups }',
  on = 'signups',
  policy = 'mode: enforce',
  more = '',
} = {}) => `version: 1
metrics:
  ${metrics}
objectives:
  - id: O1
    title: Small teams find us
    key_results:
      - { id: KR1, metric: ${on}, from: 1000, to: 1300, by: 2027-12-31 }
${policy && `policy: { ${policy} }\n`}${more && `${more}\n`}`;

/** What a description says of its bet. */
export const betOn = (metric = 'signups', percent = 10) =>
  `Key result: KR1\nExpect: ${metric} +${percent}% within 14 days`;
