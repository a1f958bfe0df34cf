import { answer } from './verbs/answer.ts';
import { challenge } from './verbs/challenge.ts';
import { check } from './verbs/check.ts';
import { decide } from './verbs/decide.ts';
import { exempt } from './verbs/exempt.ts';
import { extend } from './verbs/extend.ts';
import { help } from './verbs/help.ts';
import { hypothesis } from './verbs/hypothesis.ts';
import { learned } from './verbs/learned.ts';
import { live } from './verbs/live.ts';
import { measure } from './verbs/measure.ts';
import type { Misread, Verb } from './verbs/verb.ts';

/** Verbs after `/soundings`, in the order of the help. */
export const verbs = {
  help,
  check,
  exempt,
  measure,
  live,
  extend,
  hypothesis,
  decide,
  learned,
  challenge,
  answer,
} satisfies { [Name in string]: Verb<{ verb: Name }> };

type Known = Exclude<ReturnType<(typeof verbs)[keyof typeof verbs]['read']>, Misread>;

/** A line `/soundings verb argument` in a comment. */
export type Command =
  | Known
  /** Unknown verb or missing argument, with the answer. */
  | { verb: 'unknown'; written: string; what: string; suggestion?: string };
