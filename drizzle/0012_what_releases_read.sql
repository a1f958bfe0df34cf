ALTER TABLE "bets" ADD COLUMN "ship_signal" json;--> statement-breakpoint
ALTER TABLE "bets" ADD COLUMN "undoing" json;--> statement-breakpoint
ALTER TABLE "bets" ADD COLUMN "reapplied" json;--> statement-breakpoint
ALTER TABLE "bets" ADD COLUMN "branch" json;--> statement-breakpoint
-- Of the text, without what people may write and Postgres cannot take out of JSON: NUL, and halves of surrogate pairs.
UPDATE bets SET ship_signal = told -> 'signal', undoing = told -> 'undoing', reapplied = told -> 'reapplied', branch = told -> 'branch'
  FROM (SELECT id, regexp_replace(record::text, '\\(\\|u0000|ud[89a-f][0-9a-f]{2})', '', 'g')::json AS told FROM bets) AS readable
  WHERE readable.id = bets.id;
