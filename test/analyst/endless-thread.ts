/** Stands in for the analyst's thread: what it is asked says how it answers. */
export function readout(how: 'at once' | 'never' | 'with its end'): string {
  if (how === 'with its end') process.exit(1);
  while (how === 'never');
  return how;
}
