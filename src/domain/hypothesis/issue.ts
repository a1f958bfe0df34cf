import type { HypothesisStanding } from './hypothesis-standing.ts';

/** An issue as the bet needs it. */
export interface Issue {
  owner: string;
  repository: string;
  number: number;
  title: string;
  body: string;
  labels: string[];
  state: 'open' | 'closed';
  /** Who opened it, by login. */
  author?: string;
  /** `owner/repository#42` in lowercase, by which it was asked for, where it is another place than that by now. */
  movedFrom?: string;
  /** Soundings could not read its text, which is left out; the log knows it by this. */
  unread?: string;
  /** What is known of it as a hypothesis; the flows add it, GitHub does not know. */
  standing?: HypothesisStanding;
}
