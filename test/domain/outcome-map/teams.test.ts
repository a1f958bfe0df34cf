import { expect, test } from 'vitest';
import { documentOf, mapOf, problemsIn } from './read-map.ts';

const withTeams = (teams: string) => `version: 1\nteams: ${teams}\n`;

test('teams have a name, and what they are there for', () => {
  expect(
    mapOf(documentOf(withTeams('{ growth: { title: Growth, purpose: More visitors sign up }, core-1: {} }'))).teams,
  ).toEqual([{ name: 'growth', title: 'Growth', purpose: 'More visitors sign up' }, { name: 'core-1' }]);
});

test.each(['', '{}'])('a map that names none has none: %j', (teams) => {
  expect(mapOf(documentOf(withTeams(teams)))).not.toHaveProperty('teams');
});

test.each([
  ['{ "@acme/growth": { purpose: Grow } }', /letters, digits, `_` and `-`, such as `growth`/],
  ['{ growth: { purpos: Grow } }', /`purpose`/],
  ['[growth]', /a mapping of names to teams/],
  ['{ growth: Grow }', /a mapping/],
])('%s: it is said what is expected', (teams, expected) => {
  expect(problemsIn(withTeams(teams)).join('\n')).toMatch(expected);
});
