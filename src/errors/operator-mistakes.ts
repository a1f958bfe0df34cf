/**
 * What the operator has to fix before Soundings starts. The message names every mistake, a line each, and holds no
 * secret.
 */
export class OperatorMistakes extends Error {
  override readonly name = 'OperatorMistakes';

  constructor(what: string, mistakes: string[]) {
    super([`${what}:`, ...mistakes.map((mistake) => `- ${mistake}`)].join('\n'));
  }
}
