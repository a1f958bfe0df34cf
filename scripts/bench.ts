import { burst } from './bench/burst.ts';
import { capacity } from './bench/capacity.ts';
import { prepareContestants } from './bench/contestants.ts';
import { evenPace } from './bench/even-pace.ts';
import { growth } from './bench/growth.ts';
import { hour } from './bench/hour.ts';
import { pages } from './bench/pages.ts';
import { startStubGitHub } from './bench/stub-github.ts';

/*
 * npm run bench: Soundings next to a Probot app that does nothing, in the same run on the same machine. Everything is on 127.0.0.1, and it
 * ends by itself. There is no pass mark but one: that nothing which was answered is lost. `-- hour growth pages capacity` takes these parts, which are
 * long, instead of the first two.
 */
const parts = { burst, 'even-pace': evenPace, hour, growth, pages, capacity };
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(
    `There is no part ${unknown.join(', ')}: write ${Object.keys(parts).join(', ')}, or nothing for the first two`,
  );
  process.exit(2);
}

const secret = 'only-for-the-bench';
const github = await startStubGitHub();
const contestants = await prepareContestants(github.url, secret);
try {
  for (const [name, measure] of Object.entries(parts))
    if (asked.length > 0 ? asked.includes(name) : name === 'burst' || name === 'even-pace')
      console.log(`${await measure(contestants, github, secret)}\n`);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await contestants.close();
  await github.close();
}
