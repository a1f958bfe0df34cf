/** A text of at most so many bytes of UTF-8, cut between characters; what is cut says so. */
export function cutBytes(text: string, most: number): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= most) return text;
  // The stream option keeps an unfinished character back instead of replacing it.
  return `${new TextDecoder().decode(bytes.subarray(0, most - 20), { stream: true })}\n\n… (cut)`;
}
