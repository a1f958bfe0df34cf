/** The limit of a message: 40,000 characters in Slack, about 28 kB in Teams. */
const longest = 20_000;

/**
 * Our Markdown for chats, which support a part of it: headings and bold in their own notation, tables as lines, no
 * charts. People's text in it was made inert for GitHub, and mentions nobody here either.
 */
export function chatText(markdown: string, bold: '*' | '**'): string {
  const lines = markdown
    .replace(/```mermaid[\s\S]*?```\n*/g, '')
    .split('\n')
    .filter((line) => !/^\|(?:---\|)+$/.test(line))
    .map((line) => lineOf(line, bold));
  const text = lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return text.length > longest ? `${text.slice(0, longest).toWellFormed()}…` : text;
}

function lineOf(line: string, bold: string): string {
  const cells = /^\| (.*) \|$/.exec(line)?.[1]?.split(' | ');
  return (cells ? cells.filter((cell) => cell !== '').join(' · ') : line)
    .replaceAll('<br>', ' ')
    .replace(/^#+ (.*)$/, `${bold}$1${bold}`)
    .replace(/^- /, '• ')
    .replace(/\*\*(.+?)\*\*/g, `${bold}$1${bold}`)
    .replace(/\\([\\`*_[\]~$])/g, '$1')
    .replace(/&#124;/g, '|')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}
