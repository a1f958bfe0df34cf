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
ALTER TABLE "outcomes" ALTER COLUMN "shared_with" SET DATA TYPE text[];--> statement-breakpoint
ALTER TABLE "bets" ADD COLUMN "window_days" double precision DEFAULT 28 NOT NULL;--> statement-breakpoint
ALTER TABLE "bets" ADD COLUMN "amended_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "bets" ADD COLUMN "learned" json;--> statement-breakpoint
ALTER TABLE "outcomes" ADD COLUMN "hypothesis_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "edge_alarms" ADD CONSTRAINT "edge_alarms_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;