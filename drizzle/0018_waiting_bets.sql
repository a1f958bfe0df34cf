-- What is merged and waits for its release is asked after a month, what was merged before this version too.
INSERT INTO checkpoints (bet_id, kind, after_days, due_at, final)
  SELECT id, 'release', 30, merged_at + interval '30 days', false FROM bets
  WHERE state = 'merged' AND merged_at IS NOT NULL AND cardinality(metrics) + cardinality(guarded) > 0
  ON CONFLICT DO NOTHING;
