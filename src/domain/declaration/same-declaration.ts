import type { Declaration } from './declaration.ts';
import { issueKey } from './issue-reference.ts';
import { parseDeclaration } from './parse-declaration.ts';
import { experimentKey } from './parse-experiment.ts';

/**
 * Whether two descriptions stake the same. Bullets, bold, case, blanks and the place of a line among others say nothing; the order of
 * key results, hypotheses and expectations does, because the first movement is the one that the verdict is about. What is written
 * elsewhere, and the answers to the template's questions, are not judged.
 */
export function saysTheSame(one: string, other: string): boolean {
  return one === other || staked(parseDeclaration(one)) === staked(parseDeclaration(other));
}

function staked(declaration: Declaration): string {
  const { keyResults, hypotheses, expectations, guardrails, because, evidence, nonBet, track, experiment } =
    declaration;
  return JSON.stringify([
    keyResults.map(plainly),
    hypotheses.map((reference) => issueKey(reference)),
    expectations.map(({ metric, change, windowDays }) => [plainly(metric), change, windowDays]),
    guardrails.map(({ metric, limit }) => JSON.stringify([plainly(metric), limit])).sort(),
    because === undefined ? null : plainly(because),
    evidence.map((text) => text.trim()).sort(),
    nonBet ? [nonBet.reason, plainly(nonBet.note)] : null,
    track ?? null,
    experiment ? experimentKey(experiment) : null,
  ]);
}

const plainly = (text: string) => text.replace(/[*_`]/g, '').replace(/\s+/g, ' ').trim().toLowerCase();
