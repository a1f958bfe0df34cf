/** Owner and repository names ignore case. */
export const isSameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** `acme/shop#42`: an issue or a pull request, readable anywhere. */
export const referenceTo = (owner: string, repository: string, number: number): string =>
  `${owner}/${repository}#${number}`;

/** A repository by GitHub's numeric id; names are for addressing only, they get renamed and re-used. */
export interface Repository {
  id: number;
  ownerId: number;
  owner: string;
  name: string;
  defaultBranch: string;
  private: boolean;
  installationId: number;
}
