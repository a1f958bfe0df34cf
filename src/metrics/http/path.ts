import { parsePath } from 'dot-prop';

/**
 * dot-prop does not accept these names in a path, since nothing should be assigned there. We only read, and an answer
 * may have such a name.
 */
const refused = /__proto__|constructor|prototype/g;
const mark = '\0';

/** The names and places along a path such as `data.points[0].count`; none: it is no path. */
export const stepsOf = (path: string): string[] =>
  parsePath(path.replaceAll(refused, `$&${mark}`)).map((step) => `${step}`.replaceAll(mark, ''));
