// INTERIM, uncommitted: the lead's placeholder so that stories can run; the render engineer overwrites this file.
import type { Objection } from '../domain/judgement.ts';
import type { OutcomeMap } from '../domain/outcome-map.ts';
import { marker } from './marker.ts';
export const renderReferenceAdvice = (_: { map: OutcomeMap; objections: Objection[] }) => `${marker('reference')}\n\nAdd Key result: KR1`;
export const renderReferenceResolved = () => `${marker('reference')}\n\nResolved`;
