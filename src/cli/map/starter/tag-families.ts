/** Tags that differ in their version alone: `api-v1.2.0` and `api-v1.3.0`. */
export interface TagFamily {
  /** `api-v*`, as `release.tags` takes it. */
  pattern: string;
  count: number;
  newest: string;
}

const version = /^(?<before>[\w@./-]*?)\d+\.\d+(?:\.\d+)?(?:[-+.][\w.+-]*)?$/;

/** The largest first. @param tags the newest first */
export function tagFamilies(tags: string[]): TagFamily[] {
  const versions = tags.flatMap((tag) => {
    const before = version.exec(tag)?.groups?.before;
    return before === undefined ? [] : [{ tag, before }];
  });
  return [...Map.groupBy(versions, ({ before }) => before)]
    .map(([before, all]) => ({ pattern: `${before}*`, count: all.length, newest: all[0]?.tag ?? '' }))
    .sort((a, b) => b.count - a.count || (a.pattern < b.pattern ? -1 : 1));
}
