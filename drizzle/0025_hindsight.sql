CREATE TABLE "hindsight" (
	"repository_id" bigint NOT NULL,
	"metric" text NOT NULL,
	"release" text NOT NULL,
	"shipped_at" timestamp with time zone NOT NULL,
	"window_days" integer NOT NULL,
	"effect" double precision NOT NULL,
	"effect_low" double precision NOT NULL,
	"effect_high" double precision NOT NULL,
	"verdict" text NOT NULL,
	"judged_at" timestamp with time zone NOT NULL,
	CONSTRAINT "hindsight_repository_id_metric_shipped_at_release_pk" PRIMARY KEY("repository_id","metric","shipped_at","release")
);
--> statement-breakpoint
ALTER TABLE "hindsight" ADD CONSTRAINT "hindsight_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "hindsight_shipped_at_index" ON "hindsight" USING btree ("shipped_at");
--> statement-breakpoint
CREATE POLICY of_one_owner ON hindsight USING ((SELECT soundings_for_all()) OR repository_id IN (SELECT id FROM repositories));
--> statement-breakpoint
ALTER TABLE hindsight ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE hindsight FORCE ROW LEVEL SECURITY;
