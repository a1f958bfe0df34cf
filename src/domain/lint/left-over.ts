import type { Spot } from '../outcome-map/located.ts';
import { isStandIn } from '../text/placeholder.ts';
import type { Lint } from './rule.ts';

interface LeftOver {
  rule: 'left-over';
  written: string;
}

/** What `init` wrote to be replaced. */
const ofInit = /^@?your-org(?:\/|$)/i;

/** A stand-in that was to be replaced by something of one's own. */
export const leftOver: Lint<LeftOver> = ({ map, places }) => {
  const written: { text: string | undefined; at: Spot }[] = [
    { text: map.vision, at: places.at(['vision']) },
    ...map.metrics.flatMap(({ name, title, definition, owner, source }) =>
      Object.entries({ title, definition, owner, source }).map(([key, text]) => ({
        text,
        at: places.metric(name, key),
      })),
    ),
    ...map.objectives.flatMap(({ id, title, why, keyResults }) => [
      ...Object.entries({ title, why }).map(([key, text]) => ({ text, at: places.objective(id, key) })),
      ...keyResults.flatMap((keyResult) =>
        Object.entries({ title: keyResult.title, owner: keyResult.owner }).map(([key, text]) => ({
          text,
          at: places.keyResult(keyResult.id, key),
        })),
      ),
    ]),
  ];
  return written.flatMap(({ text, at }) =>
    text !== undefined && (ofInit.test(text) || isStandIn(text)) ? [{ rule: 'left-over', written: text, at }] : [],
  );
};
