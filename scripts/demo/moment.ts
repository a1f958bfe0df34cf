/** Something on a timeline, as the closing page shows it. Texts are plain, `body` is Markdown. */
export type Moment = { at: Date; by: string } & (
  | { kind: 'opened' | 'comment'; body: string }
  | { kind: 'check'; conclusion: string; title: string; summary: string }
  | { kind: 'event'; text: string; body?: string }
);

/** A pull request or an issue, from top to bottom. */
export interface Timeline {
  title: string;
  number: number;
  state: 'Open' | 'Merged';
  moments: Moment[];
}
