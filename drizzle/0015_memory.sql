CREATE TABLE "beats" (
	"one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"beat" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recollected" (
	"repository_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"what" text NOT NULL,
	CONSTRAINT "recollected_repository_id_number_what_pk" PRIMARY KEY("repository_id","number","what")
);
--> statement-breakpoint
ALTER TABLE "repositories" ADD COLUMN "remembered_since" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "repositories" ADD COLUMN "first_number" integer;--> statement-breakpoint
ALTER TABLE "recollected" ADD CONSTRAINT "recollected_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE POLICY of_one_owner ON recollected USING ((SELECT soundings_for_all()) OR repository_id IN (SELECT id FROM repositories));
--> statement-breakpoint
ALTER TABLE recollected ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE recollected FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_one_owner ON beats USING ((SELECT soundings_for_all()));
--> statement-breakpoint
ALTER TABLE beats ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE beats FORCE ROW LEVEL SECURITY;
