/** Words that people write for a command, and how the one that they mean begins. They are told, not obeyed: one action, one word. */
export const otherWords: ReadonlyMap<string, string> = new Map(
  Object.entries({
    exempt: 'skip ignore bypass override waive allow approve none',
    check: 'rerun re-run retry refresh recheck re-check reread update status evaluate run',
    live: 'shipped ship released release deployed deploy launched launch rolled-out',
    extend: 'prolong longer continue',
    measure: 'readout report',
    help: 'h commands usage',
    'decide keep': 'keep',
    'decide iterate': 'iterate',
    'decide revert': 'revert rollback roll-back reverted',
    'decide stop': 'stop kill stopped',
    'hypothesis validated': 'confirmed proven proved right true',
    'hypothesis invalidated': 'rejected refuted disproved disproven wrong false',
    challenge: 'doubt dispute question',
  }).flatMap(([begins, words]) => words.split(' ').map((word): [string, string] => [word, begins])),
);

/** What `command` would begin with where `word` stands behind it: `decide revert` for a rollback. */
export function meantBehind(command: string, word: string): string | undefined {
  const begins = otherWords.get(word);
  return begins?.startsWith(`${command} `) ? begins.slice(command.length + 1) : undefined;
}
