import { parsePath } from 'dot-prop';

/** What dot-prop takes for no path at all, since nothing should be assigned there. We only read, and an answer may have such a name. */
const refused = /__proto__|constructor|prototype/g;
const mark = '\0';

/** The names and places on the way of a path such as `data.points[0].count`; none: it is no path. */
export const stepsOf = (path: string): string[] =>
  parsePath(path.replaceAll(refused, `$&${mark}`)).map((step) => `${step}`.replaceAll(mark, ''));
