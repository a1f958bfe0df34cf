import type { Objection } from '../../domain/bet/objection.ts';
import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { OfferedKeyResult } from '../../domain/outcome-map/offered-key-results.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import { commentBody } from '../comment/comment-body.ts';
import { marker } from '../comment/marker.ts';
import { defined, exampleLines } from '../gate/example-lines.ts';
import { keyResultList } from '../gate/key-result-list.ts';
import { objectionList } from '../gate/objection-list.ts';
import { inertBlock } from '../words/inert.ts';

export interface ReferenceAdvice {
  map: OutcomeMap;
  objections: Objection[];
  /** Key results to choose from. */
  offered: OfferedKeyResult[];
  disclosure: Disclosure;
}

/** An issue names no outcome: what to write, and the names that there are. */
export function renderReferenceAdvice({ map, objections, offered, disclosure }: ReferenceAdvice): string {
  const examples = exampleLines(
    map,
    offered,
    objections.flatMap(({ suggestions }) => suggestions.map(({ name }) => name)),
  );
  return commentBody({
    marker: marker('reference'),
    shown: [
      '### Which outcome does this serve?',
      objections.length > 0
        ? 'What the description names does not count yet:'
        : 'The description does not say. This blocks nothing.',
      objectionList(objections, disclosure),
      'Add to it, for example:',
      inertBlock(defined([examples.keyResult, examples.expect])),
      offered.length > 0 ? 'Key results:' : '',
      keyResultList(offered, disclosure),
      'Not meant to move anything? Write `Outcome: none (chore): why` instead. Once the description says so, this comment says resolved and the label goes.',
    ],
  });
}

/** The same comment once a reference is there. */
export function renderReferenceResolved(): string {
  return commentBody({
    marker: marker('reference', { state: 'resolved' }),
    shown: ['Resolved: the description names its outcome. Nothing to do.'],
  });
}
