import type { TemplateAnswer } from '../../domain/declaration/declaration.ts';
import type { Fold } from '../comment/fold.ts';
import { list } from '../comment/table.ts';
import { inert } from '../words/inert.ts';

const questions: Record<TemplateAnswer['question'], string> = {
  'why-now': 'Why now',
  problem: 'What problem, for whom',
  proof: 'How we will know that it worked',
};

const shortEach = 200;
const longest = 900;

/** What the author answered to the template's questions, as lines where all of it is short. */
export function answerLines(answers: TemplateAnswer[] = []): string[] {
  return isLong(answers) ? [] : answers.map((answer) => line(answer, shortEach));
}

export function answersFold(answers: TemplateAnswer[] = []): Fold | undefined {
  if (!isLong(answers)) return undefined;
  return {
    summary: 'Why now, what problem, how we will know',
    content: list(answers.map((answer) => line(answer, longest))),
  };
}

const isLong = (answers: TemplateAnswer[]) => answers.some(({ answer }) => answer.length > shortEach);

const line = ({ question, answer }: TemplateAnswer, maxLength: number) =>
  `**${questions[question]}** ${inert(answer, { maxLength })}`;
