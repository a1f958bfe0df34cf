import type { ArmSizes } from '../../analysis/effect.ts';
import { nameOfExperiment } from '../../domain/bet/experiment-of.ts';
import type { ExperimentName } from '../../domain/declaration/declaration.ts';
import { formatRelative } from './figures.ts';
import { inertCode } from './inert.ts';
import { inWords } from './words.ts';

/** A group of an experiment, by the name that its source has for it. */
export const groupName = (name: string) => inertCode(name, { maxLength: 40 });

/** What a description names after `Experiment:`. */
export const experimentName = (experiment: ExperimentName) =>
  inertCode(nameOfExperiment(experiment), { maxLength: 161 });

/** `20,412 with the change (treatment) and 20,388 without it (control)`; as shares where figures are kept back. */
function groupSizes({ control, treatment }: ArmSizes, showsSizes: boolean): string {
  const all = control.n + treatment.n;
  const size = (n: number) =>
    showsSizes ? n.toLocaleString('en-US') : formatRelative(all > 0 ? n / all : 0, { unsigned: true });
  return inWords([
    `${size(treatment.n)} with the change (${groupName(treatment.name)})`,
    `${size(control.n)} without it (${groupName(control.name)})`,
  ]);
}

/** What two groups in the same days can say of the cause, which before and after cannot. */
export function groupsAsCause(arms: ArmSizes, showsSizes: boolean): string {
  const days = arms.totals ? 'Two groups, all in all as their source adds them up' : 'Two groups in the same days';
  return `**Cause** ${days}: ${groupSizes(arms, showsSizes)}. Whatever else happened, happened to both, so the difference is due to the change, if the groups were drawn at random.`;
}

/** Groups that cannot be compared: how large they are, and were meant to be. */
export function groupsAsTheyAre(arms: ArmSizes, showsSizes: boolean): string {
  const [control, treatment] = arms.split ?? [1, 1];
  const share = (part: number) => formatRelative(part / (control + treatment), { unsigned: true });
  const meant = control === treatment ? 'halves' : `${share(treatment)} with it and ${share(control)} without it`;
  return `**Groups** ${groupSizes(arms, showsSizes)}; ${meant} were meant.`;
}
