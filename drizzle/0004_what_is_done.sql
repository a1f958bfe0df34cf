ALTER TABLE "rounds" ADD COLUMN "done_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "signals" ADD COLUMN "handled_at" timestamp with time zone;