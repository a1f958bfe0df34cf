CREATE TABLE "push_tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" bigint NOT NULL,
	"hash" text NOT NULL,
	"begins" text NOT NULL,
	"metrics" text[] NOT NULL,
	"live" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "pushed_metrics" (
	"owner_id" bigint NOT NULL,
	"metric" text NOT NULL,
	"columns" text NOT NULL,
	"dates" boolean NOT NULL,
	"samples" integer NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"pushed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "pushed_metrics_owner_id_metric_pk" PRIMARY KEY("owner_id","metric")
);
--> statement-breakpoint
CREATE TABLE "pushed_samples" (
	"owner_id" bigint NOT NULL,
	"metric" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"arm" text NOT NULL,
	"value" double precision,
	"n" double precision,
	"numerator" double precision,
	"denominator" double precision,
	"mean" double precision,
	"stddev" double precision,
	CONSTRAINT "pushed_samples_owner_id_metric_at_arm_pk" PRIMARY KEY("owner_id","metric","at","arm")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "push_tokens_hash_index" ON "push_tokens" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "push_tokens_owner_id_index" ON "push_tokens" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "pushed_samples_at_index" ON "pushed_samples" USING btree ("at");--> statement-breakpoint
CREATE POLICY of_one_owner ON push_tokens USING ((SELECT soundings_for_all()));
--> statement-breakpoint
CREATE POLICY of_one_owner ON pushed_metrics USING ((SELECT soundings_for_all()) OR owner_id = (SELECT soundings_owner()));
--> statement-breakpoint
CREATE POLICY of_one_owner ON pushed_samples USING ((SELECT soundings_for_all()) OR owner_id = (SELECT soundings_owner()));
--> statement-breakpoint
ALTER TABLE push_tokens ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE push_tokens FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE pushed_metrics ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE pushed_metrics FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE pushed_samples ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE pushed_samples FORCE ROW LEVEL SECURITY;
