import { parseExpectation } from './parse-expectation.ts';
import { takeWindow } from './parse-window.ts';

/** Cheap, since every line of a description is asked. */
const figure = /[+\-−–＋]\s?\d|\d\s?(?:%|pp\b|per ?cent)|\b(?:doubl|tripl|halv|half|twice)/i;

/** Whether a line that has no key says an expectation: with a sign, in per cent, or within a window. `adds 3 endpoints` is anybody's. */
export function saysMovement(text: string): boolean {
  return (figure.test(text) || saysWindow(text)) && 'movements' in parseExpectation(text);
}

export function saysWindow(text: string): boolean {
  const { window } = takeWindow(text);
  return window !== undefined && 'days' in window;
}
