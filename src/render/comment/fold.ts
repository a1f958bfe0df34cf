export interface Fold {
  /** Our own words: Markdown and people's text do not belong into a summary. */
  summary: string;
  content: string;
}

export function fold({ summary, content }: Fold): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}
