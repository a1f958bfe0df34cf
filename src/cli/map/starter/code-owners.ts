import type { Guess } from './guess.ts';

/** The owners of the starter map's metrics. */
export type Role = 'finance' | 'growth' | 'platform';

interface Owned {
  pattern: string;
  team: string;
}

const ofRole: Record<Role, RegExp> = {
  finance: /financ|revenue|billing|payment|business/i,
  growth: /growth|product|market|acquisition|web|front/i,
  platform: /platform|infra|sre|ops|reliab|back/i,
};

/** @param file where it is, to be told; teams alone, since metrics belong to no individual */
export function ownersIn(file: string, text: string): ((role: Role) => Guess | undefined) | undefined {
  const owned = text.split('\n').flatMap(ownedOf);
  const everything = owned.findLast(({ pattern }) => pattern === '*');
  return (role) => {
    const found = owned.find(({ team }) => ofRole[role].test(team.split('/')[1] ?? '')) ?? everything ?? owned[0];
    return found && { value: JSON.stringify(found.team), why: `${file} has it for ${found.pattern}` };
  };
}

function ownedOf(line: string): Owned[] {
  const [pattern = '', ...owners] = line.replace(/#.*$/, '').trim().split(/\s+/);
  if (!/^[\w.*@/-]+$/.test(pattern)) return [];
  return owners.filter((owner) => /^@[\w-]+\/[\w.-]+$/.test(owner)).map((team) => ({ pattern, team }));
}
