import type { ArmNames } from '../domain/metric/metric.ts';
import { Unfit } from './unfit.ts';

/**
 * How much of a name, and how many of them, are repeated to people: a column of customers is easily taken for one of
 * arms.
 */
const longest = 40;
const most = 4;

/**
 * Which of a source's arms are compared: those that the outcome map names, else the one called `control` and the only
 * other one. An arm without rows so far is not an error; another one in its place is. Throws Unfit.
 */
export function pickArms(
  found: readonly string[],
  named: ArmNames | undefined,
): Pick<ArmNames, 'control' | 'treatment'> {
  if (named) {
    const { control, treatment } = named;
    const missing = [control, treatment].find((name) => !found.includes(name));
    const isStranger = found.some((name) => name !== control && name !== treatment);
    if (missing !== undefined && isStranger)
      throw new Unfit(
        `there are no rows of the arm ${quoted(missing)} that the outcome map names, but of ${all(found)}`,
      );
    return { control, treatment };
  }
  const control = found.find((name) => name.toLowerCase() === 'control');
  const [other, another] = found.filter((name) => name !== control);
  if (control !== undefined && another === undefined) return { control, treatment: other ?? 'treatment' };
  throw new Unfit(
    `there are rows of the arms ${all(found)}: two are expected, one of them "control", or "arms" of this metric in the outcome map that says which is which`,
  );
}

const quoted = (name: string) => `"${name.length > longest ? `${name.slice(0, longest)}...` : name}"`;

function all(names: readonly string[]): string {
  const shown = names.slice(0, most).map(quoted);
  const rest = names.length > most ? `${names.length - most} more` : shown.pop();
  return shown.length > 0 ? `${shown.join(', ')} and ${rest}` : `${rest}`;
}
