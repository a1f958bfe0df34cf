import { type Disclosure, disclosureOf } from '../../../src/domain/disclosure/disclosure.ts';

/** `redact: true`, to people who may read the map. */
export const redacted: Disclosure = disclosureOf(
  { metrics: [], policy: { redact: true } },
  { repository: 'private', readsHome: true },
);

/** A public repository, and no metric that is public. */
export const inPublic: Disclosure = disclosureOf(
  { metrics: [], policy: { redact: 'auto' } },
  { repository: 'public', readsHome: true },
);
