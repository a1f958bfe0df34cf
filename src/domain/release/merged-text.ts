/** Text that was merged: of a pull request, or a commit's message, whose first line is its title. */
export interface MergedText {
  owner: string;
  name: string;
  /** Of the pull request, which takes back anything but itself. */
  number?: number;
  title?: string;
  text: string;
}
