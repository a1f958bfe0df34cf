CREATE TABLE "stakes" (
	"bet_id" text NOT NULL,
	"metric" text NOT NULL,
	"repository_id" bigint NOT NULL,
	"state" text NOT NULL,
	"shipped_at" timestamp with time zone,
	CONSTRAINT "stakes_bet_id_metric_pk" PRIMARY KEY("bet_id","metric")
);
--> statement-breakpoint
-- Before there are indexes, which is several times faster.
INSERT INTO stakes (bet_id, metric, repository_id, state, shipped_at)
  SELECT DISTINCT id, metric, repository_id, state, shipped_at FROM bets, unnest(metrics) AS metric;
--> statement-breakpoint
ALTER TABLE "stakes" ADD CONSTRAINT "stakes_bet_id_bets_id_fk" FOREIGN KEY ("bet_id") REFERENCES "public"."bets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stakes" ADD CONSTRAINT "stakes_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "stakes_in_play_index" ON "stakes" USING btree ("repository_id","metric") WHERE "stakes"."state" in ('open', 'merged', 'shipped');--> statement-breakpoint
CREATE INDEX "stakes_repository_id_metric_shipped_at_index" ON "stakes" USING btree ("repository_id","metric","shipped_at");--> statement-breakpoint
CREATE INDEX "edge_trials_owner_id_lower_at_bet_id_index" ON "edge_trials" USING btree ("owner_id","lower","at","bet_id");--> statement-breakpoint
-- As whoever writes the bet: a tenant passes the policies of both tables or of neither.
CREATE FUNCTION keep_stakes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM stakes WHERE bet_id = NEW.id AND metric <> ALL (NEW.metrics);
  INSERT INTO stakes (bet_id, metric, repository_id, state, shipped_at)
    SELECT NEW.id, metric, NEW.repository_id, NEW.state, NEW.shipped_at FROM unnest(NEW.metrics) AS metric
    ON CONFLICT (bet_id, metric) DO UPDATE
      SET repository_id = excluded.repository_id, state = excluded.state, shipped_at = excluded.shipped_at;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- By the database, so that a replica of the version before keeps them too. Also after an update that changes nothing of these columns: asking costs as much.
CREATE TRIGGER keep_stakes AFTER INSERT OR UPDATE OF metrics, repository_id, state, shipped_at ON bets
  FOR EACH ROW EXECUTE FUNCTION keep_stakes();
--> statement-breakpoint
CREATE POLICY of_one_owner ON stakes USING ((SELECT soundings_for_all()) OR repository_id IN (SELECT id FROM repositories));
--> statement-breakpoint
ALTER TABLE stakes ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE stakes FORCE ROW LEVEL SECURITY;
