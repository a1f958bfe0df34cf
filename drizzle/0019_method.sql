ALTER TABLE "outcomes" ADD COLUMN "lasts" text;--> statement-breakpoint
ALTER TABLE "outcomes" ADD COLUMN "method" integer DEFAULT 1 NOT NULL;