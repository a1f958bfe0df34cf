CREATE TABLE "bets" (
	"id" text PRIMARY KEY NOT NULL,
	"repository_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"state" text NOT NULL,
	"metrics" text[] NOT NULL,
	"merge_sha" text,
	"merged_at" timestamp with time zone,
	"shipped_at" timestamp with time zone,
	"signal" text,
	"verdict" text,
	"concluded_at" timestamp with time zone,
	"record" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "changed_paths" (
	"repository_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"head_sha" text NOT NULL,
	"base_ref" text NOT NULL,
	"paths" json NOT NULL,
	CONSTRAINT "changed_paths_repository_id_number_pk" PRIMARY KEY("repository_id","number")
);
--> statement-breakpoint
CREATE TABLE "checkpoints" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"bet_id" text NOT NULL,
	"kind" text NOT NULL,
	"after_days" double precision NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"final" boolean NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"not_before" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"first_tried_at" timestamp with time zone,
	"posted" text
);
--> statement-breakpoint
CREATE TABLE "checks" (
	"repository_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"head_sha" text NOT NULL,
	"check_run_id" bigint,
	"digest" text NOT NULL,
	CONSTRAINT "checks_repository_id_number_pk" PRIMARY KEY("repository_id","number")
);
--> statement-breakpoint
CREATE TABLE "comments" (
	"repository_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"comment_id" bigint,
	"digest" text NOT NULL,
	CONSTRAINT "comments_repository_id_number_kind_key_pk" PRIMARY KEY("repository_id","number","kind","key")
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"event" text NOT NULL,
	"action" text,
	"installation_id" bigint,
	"repository_id" bigint,
	"owner_id" bigint,
	"subject" text NOT NULL,
	"meaning" text,
	"payload" text,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"completed_at" timestamp with time zone,
	"gave_up_at" timestamp with time zone,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "deployments" (
	"repository_id" bigint NOT NULL,
	"environment" text NOT NULL,
	"sha" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "deployments_repository_id_environment_pk" PRIMARY KEY("repository_id","environment")
);
--> statement-breakpoint
CREATE TABLE "exemptions" (
	"repository_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"exemption" json NOT NULL,
	CONSTRAINT "exemptions_repository_id_number_pk" PRIMARY KEY("repository_id","number")
);
--> statement-breakpoint
CREATE TABLE "forecast_bases" (
	"repository_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"basis" text NOT NULL,
	CONSTRAINT "forecast_bases_repository_id_number_pk" PRIMARY KEY("repository_id","number")
);
--> statement-breakpoint
CREATE TABLE "installations" (
	"id" bigint PRIMARY KEY NOT NULL,
	"suspended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "non_bets" (
	"repository_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"reason" text NOT NULL,
	"note" json NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "non_bets_repository_id_number_pk" PRIMARY KEY("repository_id","number")
);
--> statement-breakpoint
CREATE TABLE "outcome_maps" (
	"repository_id" bigint PRIMARY KEY NOT NULL,
	"last_good" json,
	"broken" json
);
--> statement-breakpoint
CREATE TABLE "parked_jobs" (
	"id" serial PRIMARY KEY NOT NULL,
	"installation_id" bigint NOT NULL,
	"job" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "purges" (
	"installation_id" bigint PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "repositories" (
	"id" bigint PRIMARY KEY NOT NULL,
	"installation_id" bigint NOT NULL,
	"owner_id" bigint NOT NULL,
	"owner" text NOT NULL,
	"name" text NOT NULL,
	"default_branch" text NOT NULL,
	"private" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "signals" (
	"repository_id" bigint NOT NULL,
	"key" text NOT NULL,
	"signal" json NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "signals_repository_id_key_pk" PRIMARY KEY("repository_id","key")
);
--> statement-breakpoint
ALTER TABLE "bets" ADD CONSTRAINT "bets_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "changed_paths" ADD CONSTRAINT "changed_paths_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checkpoints" ADD CONSTRAINT "checkpoints_bet_id_bets_id_fk" FOREIGN KEY ("bet_id") REFERENCES "public"."bets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "checks" ADD CONSTRAINT "checks_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deployments" ADD CONSTRAINT "deployments_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exemptions" ADD CONSTRAINT "exemptions_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_bases" ADD CONSTRAINT "forecast_bases_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "non_bets" ADD CONSTRAINT "non_bets_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcome_maps" ADD CONSTRAINT "outcome_maps_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signals" ADD CONSTRAINT "signals_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "bets_repository_id_number_index" ON "bets" USING btree ("repository_id","number");--> statement-breakpoint
CREATE INDEX "bets_repository_id_state_merged_at_index" ON "bets" USING btree ("repository_id","state","merged_at");--> statement-breakpoint
CREATE INDEX "bets_repository_id_merge_sha_index" ON "bets" USING btree ("repository_id","merge_sha" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "bets_repository_id_signal_index" ON "bets" USING btree ("repository_id","signal");--> statement-breakpoint
CREATE INDEX "bets_metrics_index" ON "bets" USING gin ("metrics");--> statement-breakpoint
CREATE INDEX "changed_paths_repository_id_head_sha_index" ON "changed_paths" USING btree ("repository_id","head_sha");--> statement-breakpoint
CREATE UNIQUE INDEX "checkpoints_bet_id_kind_due_at_index" ON "checkpoints" USING btree ("bet_id","kind","due_at");--> statement-breakpoint
CREATE INDEX "checkpoints_due_index" ON "checkpoints" USING btree ("due_at") WHERE "checkpoints"."status" = 'pending';--> statement-breakpoint
CREATE INDEX "checks_repository_id_head_sha_index" ON "checks" USING btree ("repository_id","head_sha");--> statement-breakpoint
CREATE INDEX "deliveries_installation_id_index" ON "deliveries" USING btree ("installation_id");--> statement-breakpoint
CREATE INDEX "deliveries_completed_at_index" ON "deliveries" USING btree ("completed_at");--> statement-breakpoint
CREATE INDEX "deliveries_pending_index" ON "deliveries" USING btree ("subject") WHERE "deliveries"."completed_at" is null and "deliveries"."gave_up_at" is null;--> statement-breakpoint
CREATE INDEX "parked_jobs_installation_id_index" ON "parked_jobs" USING btree ("installation_id");--> statement-breakpoint
CREATE INDEX "repositories_installation_id_index" ON "repositories" USING btree ("installation_id");--> statement-breakpoint
CREATE INDEX "repositories_owner_id_index" ON "repositories" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "signals_repository_id_at_index" ON "signals" USING btree ("repository_id","at");