CREATE TABLE "metric_answers" (
	"owner_id" bigint NOT NULL,
	"source" text NOT NULL,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"answered_at" timestamp with time zone,
	"value_at" timestamp with time zone,
	CONSTRAINT "metric_answers_owner_id_source_pk" PRIMARY KEY("owner_id","source")
);
--> statement-breakpoint
CREATE POLICY of_one_owner ON metric_answers USING ((SELECT soundings_for_all()) OR owner_id = (SELECT soundings_owner()));
--> statement-breakpoint
ALTER TABLE metric_answers ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE metric_answers FORCE ROW LEVEL SECURITY;
