CREATE TABLE "digests" (
	"owner_id" bigint NOT NULL,
	"home" text NOT NULL,
	"rhythm" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"since" timestamp with time zone,
	"edition" text,
	"place_id" bigint,
	"issue" integer,
	CONSTRAINT "digests_owner_id_home_rhythm_pk" PRIMARY KEY("owner_id","home","rhythm")
);
--> statement-breakpoint
ALTER TABLE "bets" ADD COLUMN "opened_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "digests_due_at_index" ON "digests" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "bets_repository_id_opened_at_index" ON "bets" USING btree ("repository_id","opened_at");--> statement-breakpoint
CREATE POLICY of_one_owner ON digests USING ((SELECT soundings_for_all()) OR owner_id = (SELECT soundings_owner()));
--> statement-breakpoint
ALTER TABLE digests ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE digests FORCE ROW LEVEL SECURITY;
