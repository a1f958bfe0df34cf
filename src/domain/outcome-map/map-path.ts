/** Where the outcome map is, in a repository and in the owner's `.github` repository. */
export const mapPath = '.github/soundings.yml';
