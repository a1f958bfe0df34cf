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
	"merged_at" timestamp with time zone NOT NULL,
	"shipped_at" timestamp with time zone NOT NULL,
	"concluded_at" timestamp with time zone NOT NULL,
	"shared_with" integer[] NOT NULL,
	"counted" boolean NOT NULL,
	CONSTRAINT "outcomes_bet_id_metric_pk" PRIMARY KEY("bet_id","metric")
);
--> statement-breakpoint
ALTER TABLE "bets" ADD COLUMN "hypotheses" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "bets" ADD COLUMN "decision" text;--> statement-breakpoint
ALTER TABLE "challenges" ADD CONSTRAINT "challenges_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edge_trials" ADD CONSTRAINT "edge_trials_bet_id_bets_id_fk" FOREIGN KEY ("bet_id") REFERENCES "public"."bets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edge_trials" ADD CONSTRAINT "edge_trials_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_results" ADD CONSTRAINT "gate_results_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hypotheses" ADD CONSTRAINT "hypotheses_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_bet_id_bets_id_fk" FOREIGN KEY ("bet_id") REFERENCES "public"."bets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outcomes" ADD CONSTRAINT "outcomes_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "challenges_owner_id_subject_index" ON "challenges" USING btree ("owner_id","subject");--> statement-breakpoint
CREATE INDEX "challenges_issue_repository_id_issue_number_index" ON "challenges" USING btree ("issue_repository_id","issue_number");--> statement-breakpoint
CREATE INDEX "edge_trials_owner_id_lower_upper_index" ON "edge_trials" USING btree ("owner_id","lower","upper");--> statement-breakpoint
CREATE INDEX "gate_results_repository_id_merged_at_index" ON "gate_results" USING btree ("repository_id","merged_at");--> statement-breakpoint
CREATE INDEX "outcomes_owner_id_metric_concluded_at_index" ON "outcomes" USING btree ("owner_id","metric","concluded_at");--> statement-breakpoint
CREATE INDEX "outcomes_owner_id_team_concluded_at_index" ON "outcomes" USING btree ("owner_id","team","concluded_at");--> statement-breakpoint
CREATE INDEX "outcomes_repository_id_concluded_at_index" ON "outcomes" USING btree ("repository_id","concluded_at");--> statement-breakpoint
CREATE INDEX "bets_hypotheses_index" ON "bets" USING gin ("hypotheses");