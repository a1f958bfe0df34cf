import type { CheckOutput } from '../../domain/gate/check-output.ts';
import { inWords } from '../words/words.ts';

/** Two pull requests have one commit as their head, and a check belongs to the commit: it says whose it is. */
export function asShared(output: CheckOutput, number: number, others: number[]): CheckOutput {
  if (others.length === 0) return output;
  const names = inWords(others.map((other) => `#${other}`));
  const has = others.length === 1 ? 'has' : 'have';
  const note = `This check is that of #${number}. ${names} ${has} the same commit as head, and GitHub gives a commit one check: the worst of them decides.`;
  return { ...output, title: `#${number}: ${output.title}`, summary: `${note}\n\n${output.summary}` };
}

/** For whom it is the first. */
export const withHelp = (output: CheckOutput): CheckOutput => ({
  ...output,
  summary: `${output.summary}\n\nFirst time here? Comment \`/soundings help\` for all that Soundings understands.`,
});
