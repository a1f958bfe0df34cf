CREATE TABLE "first_owners" (
	"login" text PRIMARY KEY NOT NULL,
	"owner" text NOT NULL
);
--> statement-breakpoint
CREATE FUNCTION soundings_fingerprint(told text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(convert_to(told, 'UTF8')), 'hex')
$$;
--> statement-breakpoint
-- Installations are numbered as they come: of several owners that are known by one login, the one with the lower number had it first.
INSERT INTO first_owners (login, owner)
  SELECT DISTINCT ON (lower(owner)) soundings_fingerprint(lower(owner)), soundings_fingerprint(lower(owner) || '#' || owner_id)
    FROM (SELECT id, owner, owner_id FROM installations UNION ALL SELECT installation_id, owner, owner_id FROM repositories) AS known
    WHERE owner IS NOT NULL AND owner_id IS NOT NULL
    ORDER BY lower(owner), id;
--> statement-breakpoint
CREATE POLICY of_nobody ON first_owners FOR ALL USING ((SELECT soundings_for_all()));
--> statement-breakpoint
-- An owner's work writes down its own name, and reads and changes none.
CREATE POLICY of_one_owner ON first_owners FOR INSERT WITH CHECK (owner IN (
  SELECT soundings_fingerprint(lower(repositories.owner) || '#' || repositories.owner_id) FROM repositories
    WHERE repositories.owner_id = (SELECT soundings_owner())));
--> statement-breakpoint
ALTER TABLE first_owners ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE first_owners FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- By the database, so that a replica of the version before keeps it too.
CREATE FUNCTION keep_first_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO first_owners (login, owner)
    VALUES (soundings_fingerprint(lower(NEW.owner)), soundings_fingerprint(lower(NEW.owner) || '#' || NEW.owner_id))
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_first_owner_of_new AFTER INSERT ON repositories
  FOR EACH ROW EXECUTE FUNCTION keep_first_owner();
--> statement-breakpoint
CREATE TRIGGER keep_first_owner AFTER UPDATE ON repositories
  FOR EACH ROW WHEN ((OLD.owner_id, OLD.owner) IS DISTINCT FROM (NEW.owner_id, NEW.owner))
  EXECUTE FUNCTION keep_first_owner();
