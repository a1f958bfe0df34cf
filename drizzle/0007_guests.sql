CREATE TABLE "spoken_to" (
	"owner_id" bigint NOT NULL,
	"login" text NOT NULL,
	"repository_id" bigint NOT NULL,
	"key" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "spoken_to_owner_id_login_pk" PRIMARY KEY("owner_id","login")
);
--> statement-breakpoint
DROP INDEX "content_writes_installation_id_at_index";--> statement-breakpoint
ALTER TABLE "content_writes" ADD COLUMN "account" text DEFAULT 'owner' NOT NULL;--> statement-breakpoint
ALTER TABLE "spoken_to" ADD CONSTRAINT "spoken_to_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "spoken_to_repository_id_index" ON "spoken_to" USING btree ("repository_id");--> statement-breakpoint
CREATE INDEX "spoken_to_at_index" ON "spoken_to" USING btree ("at");--> statement-breakpoint
CREATE INDEX "content_writes_installation_id_account_at_index" ON "content_writes" USING btree ("installation_id","account","at" DESC NULLS LAST);--> statement-breakpoint
CREATE POLICY of_one_owner ON spoken_to USING ((SELECT soundings_for_all()) OR owner_id = (SELECT soundings_owner()));
--> statement-breakpoint
ALTER TABLE spoken_to ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE spoken_to FORCE ROW LEVEL SECURITY;
