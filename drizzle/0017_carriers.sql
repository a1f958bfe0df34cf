CREATE TABLE "carriers" (
	"repository_id" bigint NOT NULL,
	"by" text NOT NULL,
	"target" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"carrier" json NOT NULL,
	CONSTRAINT "carriers_repository_id_by_target_pk" PRIMARY KEY("repository_id","by","target")
);
--> statement-breakpoint
ALTER TABLE "bets" ADD COLUMN "carriers" json;--> statement-breakpoint
ALTER TABLE "carriers" ADD CONSTRAINT "carriers_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "carriers_repository_id_target_index" ON "carriers" USING btree ("repository_id","target");--> statement-breakpoint
CREATE INDEX "carriers_repository_id_at_index" ON "carriers" USING btree ("repository_id","at");
--> statement-breakpoint
CREATE POLICY of_one_owner ON carriers USING ((SELECT soundings_for_all()) OR repository_id IN (SELECT id FROM repositories));
--> statement-breakpoint
ALTER TABLE carriers ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE carriers FORCE ROW LEVEL SECURITY;
