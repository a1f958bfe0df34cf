CREATE TABLE "reverts" (
	"repository_id" bigint NOT NULL,
	"by" text NOT NULL,
	"target" text NOT NULL,
	"sha" text,
	"at" timestamp with time zone NOT NULL,
	"reverter" json NOT NULL,
	CONSTRAINT "reverts_repository_id_by_target_pk" PRIMARY KEY("repository_id","by","target")
);
--> statement-breakpoint
ALTER TABLE "reverts" ADD CONSTRAINT "reverts_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reverts_repository_id_target_index" ON "reverts" USING btree ("repository_id","target");--> statement-breakpoint
CREATE POLICY of_one_owner ON reverts USING ((SELECT soundings_for_all()) OR repository_id IN (SELECT id FROM repositories));
--> statement-breakpoint
ALTER TABLE reverts ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE reverts FORCE ROW LEVEL SECURITY;
