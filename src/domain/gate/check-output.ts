/** What a check run shows: Markdown in `summary` and `text`, plain text elsewhere. GitHub's limits are kept (facts 22). */
export interface CheckOutput {
  title: string;
  summary: string;
  text?: string;
  annotations: CheckAnnotation[];
}

/** What of a check the page behind it repeats. */
export type CheckWords = Pick<CheckOutput, 'title' | 'summary'>;

export interface CheckAnnotation {
  path: string;
  line: number;
  column?: number;
  level: 'failure' | 'warning' | 'notice';
  message: string;
  title?: string;
}

/** A button on the check. At most 20 characters of label and identifier, 40 of description. */
export interface CheckAction {
  label: string;
  description: string;
  identifier: string;
}
