CREATE TABLE "challenges" (
	"id" text PRIMARY KEY NOT NULL,
	"repository_id" bigint NOT NULL,
	"owner_id" bigint NOT NULL,
	"subject" text NOT NULL,
	"issue_repository_id" bigint,
	"issue_number" integer,
	"answered_at" timestamp with time zone,
	"challenge" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "content_writes" (
	"installation_id" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"creates" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "edge_alarms" (
	"owner_id" bigint NOT NULL,
	"lower" text NOT NULL,
	"upper" text NOT NULL,
	"repository_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "edge_alarms_owner_id_lower_upper_pk" PRIMARY KEY("owner_id","lower","upper")
);
--> statement-breakpoint
CREATE TABLE "edge_trials" (
	"bet_id" text NOT NULL,
	"repository_id" bigint NOT NULL,
	"owner_id" bigint NOT NULL,
	"lower" text NOT NULL,
	"upper" text NOT NULL,
	"trial" json NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "edge_trials_bet_id_lower_upper_pk" PRIMARY KEY("bet_id","lower","upper")
);
--> statement-breakpoint
CREATE TABLE "gate_results" (
	"repository_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"result" text NOT NULL,
	"detail" text,
	"merged_at" timestamp with time zone NOT NULL,
	CONSTRAINT "gate_results_repository_id_number_pk" PRIMARY KEY("repository_id","number")
);
--> statement-breakpoint
CREATE TABLE "hypotheses" (
	"repository_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"state" text NOT NULL,
	"standing" json NOT NULL,
	CONSTRAINT "hypotheses_repository_id_number_pk" PRIMARY KEY("repository_id","number")
);
--> statement-breakpoint
CREATE TABLE "outcomes" (
	"bet_id" text NOT NULL,
	"metric" text NOT NULL,
	"repository_id" bigint NOT NULL,
	"owner_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"team" text,
	"primary" boolean NOT NULL,
	"expected_low" double precision,
	"expected_high" double precision,
	"effect" double precision,
	"effect_low" double precision,
	"effect_high" double precision,
	"verdict" text NOT NULL,
	"hypothesis_at" timestamp with time zone,
	"merged_at" timestamp with time zone NOT NULL,
	"shipped_at" timestamp with time zone NOT NULL,
	"concluded_at" timestamp with time zone NOT NULL,
	"shared_with" text[] NOT NULL,
	"counted" boolean NOT NULL,
	CONSTRAINT "outcomes_bet_id_metric_pk" PRIMARY KEY("bet_id","metric")
);
--> statement-breakpoint
CREATE TABLE "rounds" (
	"name" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sweeps" (
	"repository_id" bigint PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "bets" ADD COLUMN "guarded" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "bets" ADD COLUMN "key_results" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "bets" ADD COLUMN "window_days" double precision DEFAULT 28 NOT NULL;--> statement-breakpoint
ALTER TABLE "bets" ADD COLUMN "hypotheses" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "bets" ADD COLUMN "decision" text;--> statement-breakpoint
ALTER TABLE "bets" ADD COLUMN "amended_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "bets" ADD COLUMN "learned" json;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "queued" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "purges" ADD COLUMN "uninstalled" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "challenges" ADD CONSTRAINT "challenges_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edge_alarms" ADD CONSTRAINT "edge_alarms_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edge_trials" ADD CONSTRAINT "edge_trials_bet_id_bets_id_fk" FOREIGN KEY ("bet_id") REFERENCES "public"."bets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edge_trials" ADD CONSTRAINT "edge_trials_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_results" ADD CONSTRAINT "gate_results_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hypotheses" ADD CONSTRAINT "hypotheses_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_bet_id_bets_id_fk" FOREIGN KEY ("bet_id") REFERENCES "public"."bets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sweeps" ADD CONSTRAINT "sweeps_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "challenges_owner_id_subject_index" ON "challenges" USING btree ("owner_id","subject");--> statement-breakpoint
CREATE INDEX "challenges_issue_repository_id_issue_number_index" ON "challenges" USING btree ("issue_repository_id","issue_number");--> statement-breakpoint
CREATE INDEX "content_writes_installation_id_at_index" ON "content_writes" USING btree ("installation_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "content_writes_at_index" ON "content_writes" USING btree ("at");--> statement-breakpoint
CREATE INDEX "edge_trials_owner_id_lower_upper_index" ON "edge_trials" USING btree ("owner_id","lower","upper");--> statement-breakpoint
CREATE INDEX "edge_trials_owner_id_at_index" ON "edge_trials" USING btree ("owner_id","at");--> statement-breakpoint
CREATE INDEX "gate_results_repository_id_merged_at_index" ON "gate_results" USING btree ("repository_id","merged_at");--> statement-breakpoint
CREATE INDEX "outcomes_owner_id_metric_concluded_at_index" ON "outcomes" USING btree ("owner_id","metric","concluded_at");--> statement-breakpoint
CREATE INDEX "outcomes_owner_id_team_concluded_at_index" ON "outcomes" USING btree ("owner_id","team","concluded_at");--> statement-breakpoint
CREATE INDEX "outcomes_repository_id_concluded_at_index" ON "outcomes" USING btree ("repository_id","concluded_at");--> statement-breakpoint
CREATE INDEX "sweeps_at_index" ON "sweeps" USING btree ("at");--> statement-breakpoint
CREATE INDEX "bets_repository_id_shipped_at_index" ON "bets" USING btree ("repository_id","shipped_at");--> statement-breakpoint
CREATE INDEX "bets_recorded_index" ON "bets" USING btree (coalesce("concluded_at", "shipped_at", "merged_at"));--> statement-breakpoint
CREATE INDEX "bets_undecided_index" ON "bets" USING btree ("concluded_at") WHERE "bets"."decision" is null;--> statement-breakpoint
CREATE INDEX "bets_measured_index" ON "bets" USING btree ("shipped_at") WHERE "bets"."state" = 'shipped';--> statement-breakpoint
CREATE INDEX "bets_hypotheses_index" ON "bets" USING gin ("hypotheses");--> statement-breakpoint
CREATE INDEX "checkpoints_learning_index" ON "checkpoints" USING btree ("due_at") WHERE "checkpoints"."kind" = 'learning';--> statement-breakpoint
CREATE INDEX "deliveries_unqueued_index" ON "deliveries" USING btree ("received_at") WHERE not "deliveries"."queued" and "deliveries"."completed_at" is null and "deliveries"."gave_up_at" is null;