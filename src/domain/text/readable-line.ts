import type { Cell } from './cells.ts';

/** A line that a reader of the rendered text sees outside of quotations and comments. */
export interface ReadableLine {
  /** Without bullet, heading signs, what is struck out and outer blanks; inline code keeps its text. */
  text: string;
  /** As long as `text`, with inline code as U+0000 and what is quoted as U+0001. */
  bare: string;
  heading: boolean;
  /** 1 to 6 of a heading, else 0. */
  level: number;
  /** What HTML puts as a name before something: <summary>, <dt>. */
  label: boolean;
  /** In how many lists it stands. */
  depth: number;
  /** The row of a table. */
  cells?: Cell[];
  /** Lines with the same number stand in one paragraph. */
  block: number;
  /** The line begins like this in the source too: no bullet, no number before it. */
  atMargin: boolean;
  /** Not read as the rest is: code only counts as what a label above it asks for; a quotation, and what is written as the address of a link, never do. */
  apart?: 'code' | 'quotation' | 'address';
}
