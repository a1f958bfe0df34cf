import { parseExpectation } from './parse-expectation.ts';
import { takeWindow } from './parse-window.ts';

/** A line that is longer is prose. */
const mostLetters = 400;
/** Cheap, since every line of a description is asked. */
const figure = /[+\-−–＋]\s?\d|\d\s?(?:%|pp\b|per ?cent)|\b(?:doubl|tripl|halv|half|twice)/i;

/** Whether a line that has no key says an expectation: with a sign, in per cent, or within a window. `adds 3 endpoints` is anybody's. */
export const saysMovement = (text: string): boolean => mayMove(text) && 'movements' in parseExpectation(text);

/** Whether it is worth while to read it as one. */
export const mayMove = (text: string): boolean => text.length <= mostLetters && (figure.test(text) || saysWindow(text));

export function saysWindow(text: string): boolean {
  const { window } = takeWindow(text);
  return window !== undefined && 'days' in window;
}
