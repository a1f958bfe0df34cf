import type { Role } from './code-owners.ts';
import type { Guess } from './guess.ts';
import type { Surroundings } from './look-around.ts';

/** The starter map, and what was guessed in it: a line each, for people. */
export interface Filled {
  text: string;
  guesses: string[];
}

const everyBot = ['dependabot[bot]', 'renovate[bot]'];

/**
 * Puts what was found into the gaps of the template, with where it came from beside it. What was not found stays an
 * example.
 * @param by the day of the key result
 */
export function fillMap(template: string, found: Surroundings, by: string): Filled {
  const guesses: string[] = [];
  const written = (what: string, guess: Guess | undefined, example: string): string => {
    if (!guess) return example;
    guesses.push(`${what}: ${guess.value} (${guess.why})`);
    return `${guess.value} # a guess: ${guess.why}`;
  };
  const owner = (role: Role, remark = '') =>
    written(`owner for ${role}`, found.owner(role), `"@your-org/${role}"${remark}`);
  const gaps = new Map([
    ['by', JSON.stringify(by)],
    ['finance', owner('finance', ' # who answers for it; shown, never pinged')],
    ['growth', owner('growth')],
    ['platform', owner('platform')],
    ['exempt', written('exempt', exemptOf(found), exempting(everyBot))],
    ['issues', issuesOf(found)],
    [
      'release',
      written(
        'release',
        found.release,
        '{ on: release } # what reaches users: release | tag | deployment | merge | live',
      ),
    ],
  ]);
  const text = template.replaceAll(/"\{(\w+)\}"/g, (_, name: string) => {
    const value = gaps.get(name);
    if (value === undefined) throw new Error(`The starter map has no gap called ${name}`);
    return value;
  });
  return { text, guesses };
}

function exemptOf({ bots, branches }: Surroundings): Guess | undefined {
  if (!bots && !branches) return undefined;
  return {
    value: exempting(bots?.value ?? everyBot, branches?.value),
    why: [bots, branches].flatMap((guess) => guess?.why ?? []).join('; '),
  };
}

function exempting(authors: string[], branches: string[] = []): string {
  const ofBranches = branches.length > 0 ? `, branches: ${listOf(branches)}` : '';
  return `{ authors: ${listOf(authors)}, labels: [no-outcome]${ofBranches}, paths: ["docs/**"] }`;
}

/** Stays a comment: it makes Soundings write on issues. */
function issuesOf({ labels }: Surroundings): string {
  const from = labels ? `; ${labels.why}` : '';
  return `{ mode: advise, labels: ${listOf(labels?.value ?? ['feature'])} } # asks issues with such a label for a reference too${from}`;
}

const listOf = (names: string[]) => `[${names.map((name) => JSON.stringify(name)).join(', ')}]`;
