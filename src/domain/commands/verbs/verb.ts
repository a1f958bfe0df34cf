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

/** For `nearest`. */
export const named = (name: string) => ({ name, title: '' });
