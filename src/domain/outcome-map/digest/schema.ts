import { IANAZone } from 'luxon';
import { z } from 'zod';
import { mapping, oneOrMany, text } from '../schema-parts.ts';
import type { DueTime } from './plan.ts';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

const weekday = (word: string): number =>
  word.length < 3 ? 0 : weekdays.findIndex((name) => name.startsWith(word.toLowerCase())) + 1;

/** No month is shorter. */
const lastDay = 28;

const dayOfMonth = (word: string): number => {
  const day = /^\d{1,2}$/.test(word) ? Number(word) : 0;
  return day <= lastDay ? day : 0;
};

/** A day and a time of day. @param dayOf 0: that is no day */
function due(dayOf: (word: string) => number, error: string) {
  return z
    .string({ error })
    .transform((written, context): DueTime => {
      const [, word = '', hours, minutes] = /^(\w+) +(\d{1,2}):(\d{2})$/.exec(written.trim()) ?? [];
      const at = { day: dayOf(word), minutes: 60 * Number(hours) + Number(minutes) };
      if (at.day === 0 || !(Number(hours) < 24 && Number(minutes) < 60))
        context.addIssue({ code: 'custom', message: error });
      return at;
    })
    .exactOptional();
}

const onDay = (of: string) => `a day from 1 to ${lastDay} of the ${of}, and a time of day, such as \`1 09:00\``;

const timezoneExpected = { error: 'a timezone such as `Europe/Berlin` or `UTC`' };

const repositoryExpected = { error: 'a repository of the same owner, such as `acme/goals`' };

export const digestSchema = mapping({
  repository: z
    .string(repositoryExpected)
    .regex(/^(?:[A-Za-z0-9][A-Za-z0-9-]{0,38}\/)?[A-Za-z0-9_.-]{1,100}$/, repositoryExpected)
    .describe('Where digests are written, each as an issue that is edited in place: acme/goals.'),
  weekly: due(weekday, 'a weekday and a time of day, such as `mon 09:00`').describe(
    'What opened, shipped and concluded within the week, and the leading metrics: mon 09:00.',
  ),
  monthly: due(dayOfMonth, onDay('month')).describe('The lagging metrics, and how well bets were predicted: 1 09:00.'),
  quarterly: due(dayOfMonth, onDay('first month of the quarter')).describe(
    'What became of each objective, and what was learned: 1 09:00.',
  ),
  timezone: z
    .string(timezoneExpected)
    .refine((zone) => IANAZone.isValidZone(zone), timezoneExpected)
    .default('UTC')
    .describe('Whose clocks say when they are due: Europe/Berlin. Default: UTC.'),
  repositories: oneOrMany(text(200), 200).describe(
    'Repositories that are not public and that they hold all the same: names, or globs such as `*`. Everybody who reads the digest reads of them.',
  ),
})
  .transform(({ repository, ...plan }) => {
    const [name = '', owner] = repository.split('/').reverse();
    return { ...plan, repository: name, ...(owner === undefined ? {} : { owner }) };
  })
  .nullish()
  .describe('Digests: what all bets add up to, as issues.');
