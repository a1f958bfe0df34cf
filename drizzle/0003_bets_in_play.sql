ALTER TABLE "bets" ADD COLUMN "guarded" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "bets" ADD COLUMN "key_results" text[] DEFAULT '{}' NOT NULL;