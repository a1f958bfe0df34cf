ALTER TABLE "checkpoints" ADD COLUMN "claimed_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "checkpoints" ADD COLUMN "gave_up" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "installations" ADD COLUMN "owner_id" bigint;--> statement-breakpoint
ALTER TABLE "installations" ADD COLUMN "owner" text;--> statement-breakpoint
ALTER TABLE "repositories" ADD COLUMN "gone_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "challenges_repository_id_index" ON "challenges" USING btree ("repository_id");--> statement-breakpoint
CREATE INDEX "deliveries_given_up_index" ON "deliveries" USING btree ("gave_up_at") WHERE "deliveries"."gave_up_at" is not null;--> statement-breakpoint
CREATE INDEX "edge_alarms_repository_id_index" ON "edge_alarms" USING btree ("repository_id");--> statement-breakpoint
CREATE INDEX "edge_trials_repository_id_index" ON "edge_trials" USING btree ("repository_id");--> statement-breakpoint
CREATE INDEX "installations_owner_id_index" ON "installations" USING btree ("owner_id");--> statement-breakpoint
INSERT INTO installations (id, owner_id, owner)
  SELECT DISTINCT ON (installation_id) installation_id, owner_id, owner FROM repositories ORDER BY installation_id, id DESC
  ON CONFLICT (id) DO UPDATE SET owner_id = excluded.owner_id, owner = excluded.owner;
--> statement-breakpoint
-- Written by tenants' work too, each its own; of a row that names nobody there is nothing to be learned.
ALTER POLICY of_one_owner ON installations
  USING ((SELECT soundings_for_all()) OR owner_id IS NULL OR owner_id = (SELECT soundings_owner()));
--> statement-breakpoint
-- As whoever writes the repository. Not one upsert: a row that its policy hides would fail the writing of the repository.
CREATE FUNCTION keep_installation_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE installations SET owner_id = NEW.owner_id, owner = NEW.owner
    WHERE id = NEW.installation_id AND (owner_id, owner) IS DISTINCT FROM (NEW.owner_id, NEW.owner);
  INSERT INTO installations (id, owner_id, owner) VALUES (NEW.installation_id, NEW.owner_id, NEW.owner)
    ON CONFLICT (id) DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_new_installation_owner AFTER INSERT ON repositories
  FOR EACH ROW EXECUTE FUNCTION keep_installation_owner();
--> statement-breakpoint
-- By the database, so that a replica of the version before keeps it too.
CREATE TRIGGER keep_installation_owner AFTER UPDATE ON repositories
  FOR EACH ROW WHEN ((OLD.installation_id, OLD.owner_id, OLD.owner) IS DISTINCT FROM (NEW.installation_id, NEW.owner_id, NEW.owner))
  EXECUTE FUNCTION keep_installation_owner();
