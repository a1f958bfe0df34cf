CREATE TABLE "labellings" (
	"repository_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"label" text NOT NULL,
	"by" text,
	"asked" text,
	"may_write" boolean,
	CONSTRAINT "labellings_repository_id_number_label_pk" PRIMARY KEY("repository_id","number","label")
);
--> statement-breakpoint
ALTER TABLE "labellings" ADD CONSTRAINT "labellings_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE POLICY of_one_owner ON labellings USING ((SELECT soundings_for_all()) OR repository_id IN (SELECT id FROM repositories));
--> statement-breakpoint
ALTER TABLE labellings ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE labellings FORCE ROW LEVEL SECURITY;
