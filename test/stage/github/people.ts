/** What a person may do, as `GET collaborators/{user}/permission` names it in `role_name`. */
export type Permission = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none';

/** The people of this GitHub, and what they may do in every repository that does not say otherwise. */
export type People = Record<string, Permission>;

/** Ann owns the shop, Ben writes code, Rae reads, Sam and Kim come from outside; Dependabot opens pull requests. */
export const defaultPeople: People = {
  ann: 'admin',
  ben: 'write',
  rae: 'read',
  sam: 'read',
  kim: 'read',
  'dependabot[bot]': 'write',
};

/** Does what GitHub itself does, and what a person needs no right for (a commit in a fork). Never seen as an author. */
export const machine = 'admin';

/** A personal token; the emulator knows one a person. */
export const tokenOf = (login: string) => `person-${login}`;

/** What somebody may do in a repository, given by its full name. */
export const permissionIn = (
  { people, rights }: { people: People; rights: Map<string, People> },
  repository: string,
  login: string,
): Permission | undefined => rights.get(repository.toLowerCase())?.[login] ?? people[login];

export const mayWrite = (permission: Permission | undefined) =>
  permission === 'admin' || permission === 'maintain' || permission === 'write';
