ALTER TABLE "repositories" ADD COLUMN "confirmed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "repositories" ADD COLUMN "rewrite_below" integer;--> statement-breakpoint
-- What stands in public repositories was written with the figures that private ones show.
UPDATE "repositories" SET "rewrite_below" = 2147483647 WHERE NOT "private";
