import { outcomeMap } from '../../test/stage/shop/shop.ts';

/** The shop's map with what the second story is about: what it is all for, and a gate for what has not been tested. */
export const thinkingMap = (keyResultDue: Date) =>
  outcomeMap(keyResultDue)
    .replace(
      'metrics:',
      `vision: Nobody misses a deadline because of their tools
strategy:
  - { id: S1, title: Win small teams in their first week }
metrics:`,
    )
    .replace('unit: usd', 'unit: usd\n    role: business')
    .replace('unit: ms', 'unit: ms\n    role: guardrail')
    .replace(
      'title: Small teams finish projects with us',
      'title: Small teams finish projects with us\n    serves: [S1]',
    )
    .replace('mode: enforce', 'mode: enforce\n  delivery: { needs: validated }');

/** A key result that is a feature in disguise. */
export const roadmapKeyResult = (map: string) =>
  map.replace('{ id: KR1, metric', '{ id: KR1, title: Ship the new sign-up form, metric');

/** The form of a hypothesis as GitHub writes it into the issue; one answer is left out. */
export const hypothesisForm = (riskiest: string) => `### We believe that

asking for name and email only

### For whom

teams on their first visit

### Will

let more of them finish the sign-up

### Because

7 of 10 interviewed trial users stop at the address form

### Kind

customer

### Riskiest assumption

${riskiest}

### Lightest test

a prototype without the address fields, shown to ten people

### Expectations

Key result: KR1
Expect: signup_rate +10% within 14 days
Guard: p95_latency +5%
`;
