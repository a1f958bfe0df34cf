CREATE TABLE "named_key_results" (
	"bet_id" text NOT NULL,
	"key_result" text NOT NULL,
	"repository_id" bigint NOT NULL,
	CONSTRAINT "named_key_results_bet_id_key_result_pk" PRIMARY KEY("bet_id","key_result")
);
--> statement-breakpoint
-- Before there are indexes, which is several times faster.
INSERT INTO named_key_results (bet_id, key_result, repository_id)
  SELECT DISTINCT id, key_result, repository_id FROM bets, unnest(key_results) AS key_result;
--> statement-breakpoint
DROP INDEX "bets_recorded_index";--> statement-breakpoint
ALTER TABLE "outcome_maps" ADD COLUMN "home" text GENERATED ALWAYS AS (((case when strpos("outcome_maps"."last_good"::text, '\u') = 0 then "outcome_maps"."last_good"
    else regexp_replace("outcome_maps"."last_good"::text, '(?<!\\)((?:\\\\)*)\\u(?:0000|[dD][89a-fA-F][0-9a-fA-F]{2})', '\1', 'g')::json end) #>> '{home,name}')) STORED;--> statement-breakpoint
ALTER TABLE "outcome_maps" ADD COLUMN "other_homes" text GENERATED ALWAYS AS (((case when strpos("outcome_maps"."last_good"::text, '\u') = 0 then "outcome_maps"."last_good"
    else regexp_replace("outcome_maps"."last_good"::text, '(?<!\\)((?:\\\\)*)\\u(?:0000|[dD][89a-fA-F][0-9a-fA-F]{2})', '\1', 'g')::json end) #>> '{home,others}')) STORED;--> statement-breakpoint
ALTER TABLE "outcome_maps" ADD COLUMN "portfolio" text GENERATED ALWAYS AS (((case when strpos("outcome_maps"."last_good"::text, '\u') = 0 then "outcome_maps"."last_good"
    else regexp_replace("outcome_maps"."last_good"::text, '(?<!\\)((?:\\\\)*)\\u(?:0000|[dD][89a-fA-F][0-9a-fA-F]{2})', '\1', 'g')::json end) #>> '{map,policy,portfolio}')) STORED;--> statement-breakpoint
ALTER TABLE "named_key_results" ADD CONSTRAINT "named_key_results_bet_id_bets_id_fk" FOREIGN KEY ("bet_id") REFERENCES "public"."bets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "named_key_results" ADD CONSTRAINT "named_key_results_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "named_key_results_repository_id_key_result_index" ON "named_key_results" USING btree ("repository_id","key_result");--> statement-breakpoint
CREATE INDEX "bets_recorded_index" ON "bets" USING btree ((case when "concluded_at" is not null then "concluded_at" when "shipped_at" is not null then "shipped_at" else "merged_at" end));--> statement-breakpoint
CREATE FUNCTION keep_named_key_results() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM named_key_results WHERE bet_id = NEW.id AND key_result <> ALL (NEW.key_results);
  INSERT INTO named_key_results (bet_id, key_result, repository_id)
    SELECT DISTINCT NEW.id, key_result, NEW.repository_id FROM unnest(NEW.key_results) AS key_result
    ON CONFLICT (bet_id, key_result) DO UPDATE SET repository_id = excluded.repository_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- By the database, so that a replica of the version before keeps them too.
CREATE TRIGGER keep_named_key_results AFTER INSERT OR UPDATE OF key_results, repository_id ON bets
  FOR EACH ROW EXECUTE FUNCTION keep_named_key_results();
--> statement-breakpoint
CREATE POLICY of_one_owner ON named_key_results USING ((SELECT soundings_for_all()) OR repository_id IN (SELECT id FROM repositories));
--> statement-breakpoint
ALTER TABLE named_key_results ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE named_key_results FORCE ROW LEVEL SECURITY;
