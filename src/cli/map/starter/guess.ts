/** What the starter map says, and why, to be told to people and written beside it. */
export interface Guess<Value = string> {
  value: Value;
  why: string;
}
