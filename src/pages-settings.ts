/** For people's browsers: where they find the pages, and how they sign in. */
export interface PagesSettings {
  /** Without a slash at its end. */
  publicUrl: string;
  clientId: string;
  clientSecret: string;
  sessionSecret: string;
  /** Where people see GitHub. */
  githubUrl: string;
  /** GitHub's numbers of those who see `/now`. */
  operators: number[];
}

type Reading =
  | { pages: PagesSettings | { lack: string[] } }
  /** Everything is there, and something is wrong. */
  | { problems: string[] };

const needed = ['PUBLIC_URL', 'GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET', 'SESSION_SECRET'] as const;
type Given = Readonly<Partial<Record<(typeof needed)[number] | 'OPERATORS', string | undefined>>>;

const shortestSecret = 32;

/** All of it, or no pages: half a sign-in is none, and what is set without the rest may be another program's. */
export function readPagesSettings(given: Given, githubApiUrl: string): Reading {
  const { PUBLIC_URL, GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET, SESSION_SECRET } = given;
  if (!PUBLIC_URL || !GITHUB_CLIENT_ID || !GITHUB_CLIENT_SECRET || !SESSION_SECRET)
    return { pages: { lack: needed.filter((name) => !given[name]) } };
  const url = URL.canParse(PUBLIC_URL) ? new URL(PUBLIC_URL) : undefined;
  const problems = [
    ...(url && ['http:', 'https:'].includes(url.protocol) && url.href === `${url.origin}/`
      ? []
      : [
          'PUBLIC_URL is not where a browser finds a server: write for example https://soundings.example.com, without a path',
        ]),
    ...(SESSION_SECRET.length < shortestSecret
      ? [
          `SESSION_SECRET is so short that it can be guessed: write one of at least ${shortestSecret} characters, as \`openssl rand -hex 32\` makes them`,
        ]
      : []),
  ];
  const operators = (given.OPERATORS ?? '').split(/[\s,]+/).filter(Boolean);
  if (operators.some((one) => !/^[1-9]\d{0,15}$/.test(one)))
    problems.push(
      'OPERATORS is not a list of numbers: write the ids that GitHub has for them, as https://api.github.com/users/ann says them, with commas between',
    );
  if (!url || problems.length > 0) return { problems };
  return {
    pages: {
      publicUrl: url.origin,
      clientId: GITHUB_CLIENT_ID,
      clientSecret: GITHUB_CLIENT_SECRET,
      sessionSecret: SESSION_SECRET,
      githubUrl: siteOf(githubApiUrl),
      operators: operators.map(Number),
    },
  };
}

/** What octokit's sign-in takes it for. */
export const siteOf = (apiUrl: string) =>
  apiUrl.replace(/^https:\/\/api\.(github\.com|.*\.ghe\.com)$/, 'https://$1').replace(/\/api\/v3$/, '');

/** What does not keep the pages from being served, but should be changed. */
export function remarksOnPages(pages: PagesSettings | { lack: string[] }): string[] {
  if ('lack' in pages || !pages.publicUrl.startsWith('http:')) return [];
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(new URL(pages.publicUrl).hostname);
  return isHere ? [] : ['PUBLIC_URL is http: sessions can be read on the way. Serve the pages by https'];
}
