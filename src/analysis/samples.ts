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

/** Samples of one metric: ascending, at most one a bucket; days without a sample are missing, never zero. */
export interface Series {
  bucket: 'day' | 'hour';
  samples: Sample[];
}
