/** One of the texts that a pull request would get, in Markdown. */
export interface Section {
  heading: string;
  markdown: string;
}
