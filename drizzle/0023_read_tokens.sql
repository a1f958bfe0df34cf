ALTER TABLE "push_tokens" ADD COLUMN "read" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "push_tokens" ADD COLUMN "repositories" text[] DEFAULT '{}' NOT NULL;