export interface MapProblem {
  file: string;
  line: number;
  column: number;
  what: string;
  expected: string;
}
