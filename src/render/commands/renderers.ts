/** A text for each kind of reply. */
export type Renderers<R extends { kind: string }> = { [K in R['kind']]: (reply: Extract<R, { kind: K }>) => string };
