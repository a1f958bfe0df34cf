/** A connection or a query, as the outcome map may write it on either side of `connection/query`. */
export const sourceName = /^[A-Za-z0-9_.-]{1,80}$/;

/**
 * What a platform calls an experiment, as the author of a pull request may write it: nothing in it that an address, a query or a comment would read as its own, no `..`, which leads
 * up a path, and no `--`, which begins a comment.
 */
export const experimentId = /^[A-Za-z0-9_](?:[A-Za-z0-9_]|[.-](?![.-])){0,79}$/;
