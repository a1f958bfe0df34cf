import { counted, firstOf } from '../../../render/words/words.ts';
import type { Guess } from './guess.ts';
import type { Workflow } from './read-workflow.ts';
import type { TagFamily } from './tag-families.ts';

const forUsers = /^(?:prod|live\b)/i;
const mostNamed = 5;

/** The event at which changes reach users, as `release:` has it; undefined: nothing tells. What is nearest to users counts first. */
export function guessRelease(workflows: Workflow[], families: TagFamily[]): Guess | undefined {
  const named = (file: string) => `.github/workflows/${file}`;
  for (const { file, environments } of workflows) {
    const environment = environments.find((one) => forUsers.test(one));
    if (environment !== undefined)
      return {
        value: `{ on: deployment, environment: ${JSON.stringify(environment)} }`,
        why: `${named(file)} deploys to the environment ${environment}`,
      };
  }
  const maker = workflows.find(({ releasesBy }) => releasesBy !== undefined);
  if (maker)
    return {
      value: '{ on: release }',
      why: `${named(maker.file)} makes releases (${maker.releasesBy})${told(families)}`,
    };
  const [family] = families;
  const onTag = workflows.find(({ startsOnTag }) => startsOnTag);
  if (family)
    return {
      value: family.pattern === '*' ? '{ on: tag }' : `{ on: tag, tags: ${JSON.stringify(family.pattern)} }`,
      why: `${counted(family.count, 'tag')}, such as ${family.newest}${told(families)}`,
    };
  if (onTag) return { value: '{ on: tag }', why: `${named(onTag.file)} runs when a tag is pushed` };
  const deployer = workflows.find(({ deploysOnPush }) => deploysOnPush);
  return (
    deployer && { value: '{ on: merge }', why: `${named(deployer.file)} deploys what is pushed to the default branch` }
  );
}

/** Those who release parts of a repository apart say which paths are whose. */
function told(families: TagFamily[]): string {
  if (families.length < 2) return '';
  const patterns = families.map(({ pattern }) => pattern);
  return `; tags are of ${counted(families.length, 'family', 'families')} (${firstOf(patterns, mostNamed)}): see \`families\``;
}
