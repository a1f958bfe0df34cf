CREATE TABLE "source_reads" (
	"source" text NOT NULL,
	"query" text NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	"seconds" double precision NOT NULL,
	"failing_since" timestamp with time zone,
	"reason" text,
	"failure" text,
	CONSTRAINT "source_reads_source_query_pk" PRIMARY KEY("source","query")
);

--> statement-breakpoint
CREATE POLICY of_one_owner ON source_reads USING ((SELECT soundings_for_all()));
--> statement-breakpoint
ALTER TABLE source_reads ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE source_reads FORCE ROW LEVEL SECURITY;
