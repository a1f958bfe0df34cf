import type { Markup } from '../../../render/pages/layout.ts';

/** Plain text, also of outsiders: each form of the report makes it harmless in its own way. */
export interface Cell {
  text: string;
  href?: string;
  tone?: 'good' | 'bad' | 'calm';
  /** On the page alone. */
  picture?: Markup;
}

export interface Table {
  columns: { title: string; right?: true }[];
  rows: Cell[][];
}

/** A part of the report, the same in all its forms. */
export interface Part {
  id: string;
  heading: string;
  lines: string[];
  /** Of one kind, each a few words. */
  items?: string[];
  table?: Table;
  notes?: string[];
  /** On the page alone. */
  /** Each as wide as a page, and as a phone. */
  pictures?: { name: string; picture: Markup | ''; onPhone: Markup | ''; table: Table }[];
}

/** What the whole comes to. */
export interface Report {
  title: string;
  lead: string;
  figures: { name: string; figure: string }[];
  parts: Part[];
}

export const cell = (text: string | number): Cell => ({ text: String(text) });

/** The first so many rows, and how many were left out; without columns that say nothing. */
export function cut({ columns, rows }: Table, most: number): Table & { left: number } {
  const filled = columns.flatMap((column, at) => (rows.some((row) => row[at]?.text) ? [{ column, at }] : []));
  return {
    columns: filled.map(({ column }) => column),
    rows: rows.slice(0, most).map((row) => filled.map(({ at }) => row[at] ?? cell(''))),
    left: Math.max(0, rows.length - most),
  };
}
