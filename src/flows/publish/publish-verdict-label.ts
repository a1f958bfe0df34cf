import { type Verdict, verdicts } from '../../analysis/verdict.ts';
import type { Repository } from '../../domain/repository.ts';
import type { World } from '../ports/world.ts';

const verdictLabels = [...verdicts, 'reverted'].map((verdict) => `soundings:${verdict}`);

/** Exactly one `soundings:<verdict>` label at a time; none while a bet is being measured anew. */
export async function publishVerdictLabel(
  { forge }: World,
  repository: Repository,
  number: number,
  verdict: Verdict | 'reverted' | undefined,
): Promise<void> {
  const pullRequest = await forge.pullRequest(repository, number);
  if (!pullRequest) return;
  const wanted = verdict && `soundings:${verdict}`;
  for (const label of pullRequest.labels)
    if (label !== wanted && verdictLabels.includes(label)) await forge.removeLabel(repository, number, label);
  if (wanted && !pullRequest.labels.includes(wanted)) await forge.addLabel(repository, number, wanted);
}
