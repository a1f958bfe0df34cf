/** When a shipped bet is looked at. A `guard` checkpoint looks at guardrails only. */
export interface Checkpoint {
  kind: 'guard' | 'readout';
  afterDays: number;
  dueAt: Date;
  /** Only the last readout concludes. */
  final: boolean;
}
