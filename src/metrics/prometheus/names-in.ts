/** What stands in an expression and is no name of a metric: texts, selections, ranges, and lists of labels. */
const others =
  /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|#.*|\{[^}]*\}|\[[^\]]*\]|\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/gi;
const word = /(?<![\w:.])[a-zA-Z_:][\w:]*(?!\s*\(|[\w:])/g;
const keywords =
  /^(?:and|or|unless|by|without|on|ignoring|group_left|group_right|offset|bool|atan2|inf|nan|start|end|sum|avg|min|max|count|group|stddev|stdvar|topk|bottomk|quantile|count_values)$/i;

/** The metrics that a PromQL expression names. One that is selected by a label alone (`{__name__=~"..."}`) is not among them. */
export function namesIn(expression: string): string[] {
  const bare = expression.replaceAll(others, ' ');
  return [...new Set(bare.match(word)?.filter((name) => !keywords.test(name)))];
}
