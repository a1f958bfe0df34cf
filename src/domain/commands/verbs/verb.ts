/** Not understood: what is wrong, and what to write after `/soundings` instead. */
export interface Misread {
  problem: { what: string; instead: string };
}

/** What a person says, without the quotation marks around it; undefined: nothing, or a stand-in of a line to copy. */
export type Said = (text: string, most: number) => string | undefined;

/** A command of comments: how it is written, who may give it, and how it is read. */
export interface Verb<Given> {
  /** After `/soundings`, as the help has it. */
  usage: string;
  does: string;
  /** Everybody who can comment may give it; else people with write access. */
  forEverybody?: true;
  /** Has no meaning on an issue. */
  onPullRequests?: true;
  /** First words that mean it too, and belong to its argument: `/soundings validated "..."`. */
  shortFor?: readonly string[];
  /** Placeholder texts of the lines that we offer for copying: left as they are, they say nothing. */
  standIns?: readonly string[];
  read: (argument: string, said: Said) => Given | Misread;
}

export const mostReason = 500;
export const mostText = 1000;

export function firstWord(argument: string): [string, string] {
  const [, word = '', rest = ''] = /^(\S*)\s*(.*)$/su.exec(argument) ?? [];
  return [word, rest];
}

/** A command that takes nothing: courtesies behind it are passed over, a second command is not. */
export const alone =
  <Name extends string>(verb: Name): Verb<{ verb: Name }>['read'] =>
  (argument) =>
    /\/soundings\b/i.test(argument)
      ? { problem: { what: 'Each command stands on a line of its own', instead: verb } }
      : { verb };

/** Without the marks around it: `keep:`, `**keep**` and `"keep"` are one word. */
export const bareWord = (word: string) =>
  word.replace(/^[^\p{L}\p{N}]+|(?<=[\p{L}\p{N}])[^\p{L}\p{N}]+$/gu, '').toLowerCase();

/** A day or a length of time without marks and courtesies around it. */
export const bareValue = (argument: string) =>
  argument
    .replace(/(?<![\s,])[\s,]*\b(?:please|pls|thanks|thank you|thx)[\s.!]*$/i, '')
    .replace(/^[\s"'“„«*(:,=–—-]+|(?<!["'”“»*),.;!?…\s])["'”“»*),.;!?…\s]+$/gu, '');

/** The most words at the start of a text that can be read, without what stands behind them. */
export function readAhead<Value>(text: string, read: (words: string) => Value | undefined): Value | undefined {
  const words = text.split(/\s+/).slice(0, 6);
  for (let count = words.length; count > 0; count--) {
    const value = read(
      words
        .slice(0, count)
        .join(' ')
        .replace(/[,;:.]$/, ''),
    );
    if (value !== undefined) return value;
  }
  return undefined;
}

/** For `nearest`. */
export const named = (name: string) => ({ name, title: '' });
