CREATE TABLE "first_failures" (
	"owner_id" bigint NOT NULL,
	"author_id" bigint NOT NULL,
	"repository_id" bigint NOT NULL,
	"number" integer NOT NULL,
	CONSTRAINT "first_failures_owner_id_author_id_pk" PRIMARY KEY("owner_id","author_id")
);
--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "conclusion" text;--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "is_open" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "checks" ADD COLUMN "from_fork" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "first_failures" ADD CONSTRAINT "first_failures_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "first_failures_repository_id_index" ON "first_failures" USING btree ("repository_id");--> statement-breakpoint
CREATE POLICY of_one_owner ON first_failures USING ((SELECT soundings_for_all()) OR owner_id = (SELECT soundings_owner()));
--> statement-breakpoint
ALTER TABLE first_failures ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE first_failures FORCE ROW LEVEL SECURITY;
