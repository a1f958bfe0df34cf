/** Issue numbers of the same repository that a body closes by GitHub's keywords. */
export function closedByWords(body: string | null): number[] {
  const words = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):? +#(\d+)/gi;
  return [...(body ?? '').matchAll(words)].map(([, number]) => Number(number));
}
