/** A connection or a query, as the outcome map may write it on either side of `connection/query`. */
export const sourceName = /^[A-Za-z0-9_.-]{1,80}$/;
