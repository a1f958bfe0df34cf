CREATE TABLE "sessions" (
	"key" text PRIMARY KEY NOT NULL,
	"user_id" bigint NOT NULL,
	"login" text NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "bets" ADD COLUMN "title" json;--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "words" json;--> statement-breakpoint
CREATE INDEX "sessions_user_id_index" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_expires_at_index" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE POLICY of_one_owner ON sessions USING ((SELECT soundings_for_all()));
--> statement-breakpoint
ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sessions FORCE ROW LEVEL SECURITY;
