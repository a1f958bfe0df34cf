/** One bucket of a metric. `t` is the start of the bucket, milliseconds since the epoch, UTC. */
export interface Sample {
  t: number;
  /** For a ratio this is numerator / denominator; for a mean the mean. Always finite. */
  value: number;
  numerator?: number;
  denominator?: number;
  stddev?: number;
  n?: number;
}

/** One group of an experiment, by the name that its source has for it. A bucket counts anyone who came into the group in it. */
export interface Arm {
  name: string;
  /** Ascending; all of one form: numerator and denominator (with `n` where that is not the denominator), or mean, stddev and n. */
  samples: Sample[];
}

/** The two groups of an experiment over the same buckets: without the change, and with it. */
export interface Arms {
  control: Arm;
  treatment: Arm;
  /** The source adds everybody up: one sample an arm at the most, which is of no day. */
  totals?: true;
}

/** Samples of one metric: ascending, at most one a bucket; days without a sample are missing, never zero. */
export interface Series {
  bucket: 'day' | 'hour';
  /** Of days: where they begin and end, an IANA name; absent: UTC. */
  timezone?: string;
  samples: Sample[];
}
