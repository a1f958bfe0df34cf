import { confirm, intro, isCancel, outro, select, text } from '@clack/prompts';
import { Unfit } from './unfit.ts';

function given<T>(answer: T): Exclude<T, symbol> {
  if (isCancel(answer)) throw new Unfit('left');
  return answer as Exclude<T, symbol>;
}

type Wrong = (answer: string) => string | undefined;

/** Questions in a terminal. */
export const terminal = {
  intro,
  outro,
  async choice(message: string, labels: ReadonlyMap<string, string>): Promise<string> {
    return given(await select({ message, options: [...labels].map(([value, label]) => ({ value, label })) }));
  },
  async line(message: string, wrong: Wrong, placeholder = ''): Promise<string> {
    const validate = (answer: string | undefined) => wrong((answer ?? '').trim());
    return given(await text({ message, placeholder, validate })).trim();
  },
  async yes(message: string): Promise<boolean> {
    return given(await confirm({ message }));
  },
};

export type Terminal = typeof terminal;
