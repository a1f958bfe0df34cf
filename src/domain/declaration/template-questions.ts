import { proseUnder } from '../text/prose-under.ts';
import type { ReadableLine } from '../text/readable-line.ts';
import type { TemplateAnswer } from './declaration.ts';

const headings: [RegExp, TemplateAnswer['question']][] = [
  [/^why now$/i, 'why-now'],
  [/^what problem(?:,? for whom)?$/i, 'problem'],
  [/^how will we know(?: (?:that|if|whether))?(?: it worked)?$/i, 'proof'],
];

/** What was answered to the three questions of the pull request's template, in the template's order. */
export function templateAnswers(lines: readonly ReadableLine[]): TemplateAnswer[] {
  const answers = proseUnder(lines, headings);
  return headings.flatMap(([, question]) => {
    const answer = answers.get(question);
    return answer === undefined ? [] : [{ question, answer }];
  });
}
