import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Colours on a terminal only, and not where NO_COLOR asks for none. */
const coloured = process.stdout.isTTY === true && !process.env.NO_COLOR;
const paint = (style: Style, text: string) => (coloured ? styleText(style, text) : text);

let steps = 0;

/** A step of the story: what people did. */
export function step(text: string): void {
  steps += 1;
  console.log(`\n${paint('bold', `${steps}. ${text}`)}`);
}

/** What GitHub shows now. */
export function shown(where: string, text: string, mood: 'good' | 'bad' | 'plain' = 'plain'): void {
  const style: Style = mood === 'good' ? 'green' : mood === 'bad' ? 'red' : 'cyan';
  console.log(`   ${paint(style, where.padEnd(8))} ${text}`);
}

export function aside(text: string): void {
  console.log(`   ${paint('dim', text)}`);
}
