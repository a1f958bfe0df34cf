/** What travels over the wire. GitHub's payloads have no type of ours, and the fake passes most of them on unread. */
// biome-ignore lint/suspicious/noExplicitAny: see above.
export type Json = any;
