CREATE TABLE "map_versions" (
	"repository_id" bigint NOT NULL,
	"digest" text NOT NULL,
	"map" json NOT NULL,
	CONSTRAINT "map_versions_repository_id_digest_pk" PRIMARY KEY("repository_id","digest")
);
--> statement-breakpoint
ALTER TABLE "bets" ADD COLUMN "map_digest" text;--> statement-breakpoint
-- Each bet's map goes to where it is stored once. The text of the record is left as it is: Postgres takes nothing out of JSON that has a NUL or half of a surrogate
-- pair in it, which people may write, so that `\u` becomes `\\u` for that time, and `\\` is told apart from it as `\\b`.
DO $$
DECLARE
  bet record;
  map text;
  digest_of_map text;
BEGIN
  FOR bet IN SELECT id, repository_id, replace(replace(record::text, '\\', '\\b'), '\u', '\\u')::json AS told FROM bets LOOP
    map := replace(replace((bet.told -> 'map')::text, '\\u', '\u'), '\\b', '\\');
    CONTINUE WHEN map IS NULL;
    digest_of_map := encode(sha256(convert_to(map, 'UTF8')), 'hex');
    INSERT INTO map_versions VALUES (bet.repository_id, digest_of_map, map::json) ON CONFLICT DO NOTHING;
    UPDATE bets SET map_digest = digest_of_map, record = replace(replace(
        (SELECT json_object_agg(key, value) FROM json_each(bet.told) WHERE key <> 'map')::text, '\\u', '\u'), '\\b', '\\')::json
      WHERE id = bet.id;
  END LOOP;
END $$;
--> statement-breakpoint
ALTER TABLE "map_versions" ADD CONSTRAINT "map_versions_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bets" ADD CONSTRAINT "bets_map_version_fk" FOREIGN KEY ("repository_id","map_digest") REFERENCES "public"."map_versions"("repository_id","digest") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bets_repository_id_map_digest_index" ON "bets" USING btree ("repository_id","map_digest");--> statement-breakpoint
CREATE POLICY of_one_owner ON map_versions USING ((SELECT soundings_for_all()) OR repository_id IN (SELECT id FROM repositories));
--> statement-breakpoint
ALTER TABLE map_versions ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE map_versions FORCE ROW LEVEL SECURITY;
