/** What a person may do, as `GET collaborators/{user}/permission` names it in `role_name`. */
export type Permission = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none';

/** The people of this GitHub, the same in every repository. */
export type People = Record<string, Permission>;

/** Ann owns the shop, Ben writes code, Rae reads, Sam comes from outside; Dependabot opens pull requests. */
export const defaultPeople: People = {
  ann: 'admin',
  ben: 'write',
  rae: 'read',
  sam: 'read',
  'dependabot[bot]': 'write',
};

/** Does what GitHub itself does, and what a person needs no right for (a commit in a fork). Never seen as an author. */
export const machine = 'admin';

/** A personal token; the emulator knows one a person. */
export const tokenOf = (login: string) => `person-${login}`;

export const mayWrite = (permission: Permission | undefined) =>
  permission === 'admin' || permission === 'maintain' || permission === 'write';
