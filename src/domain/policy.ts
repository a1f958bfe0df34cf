/** How a repository wants its pull requests and issues to be treated. */
export interface Policy {
  mode: 'off' | 'advise' | 'enforce';
  issues: { mode: 'off' | 'advise' /** Only issues with one of these labels; empty: all. */; labels: string[] };
  require: 'reference' | 'expectation';
  exempt: { authors: string[]; labels: string[]; paths: string[] };
  /** No absolute figure of any metric or key result in any comment or check. */
  redact: boolean;
}
