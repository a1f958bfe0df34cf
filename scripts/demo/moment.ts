/** Something on the pull request's timeline, as the closing page shows it. Texts are plain, `body` is Markdown. */
export type Moment = { at: Date; by: string } & (
  | { kind: 'opened' | 'comment'; body: string }
  | { kind: 'check'; conclusion: string; title: string; summary: string }
  | { kind: 'event'; text: string; body?: string }
);
