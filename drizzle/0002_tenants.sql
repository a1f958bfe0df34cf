-- Row-level security: what works for one owner (`soundings.owner`, set per transaction) sees and writes that owner's rows alone. Work that is
-- for all, such as taking deliveries in and finding what is due, sets no owner.
DO $$
BEGIN
  BEGIN
    CREATE ROLE soundings_tenant NOLOGIN;
  EXCEPTION WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN NULL;
  END;
  -- A superuser passes by all policies, so tenants' work is done as this role. Where it cannot be made, FORCE below holds for the tables' owner.
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'soundings_tenant') THEN
    BEGIN
      EXECUTE format('GRANT soundings_tenant TO %I', current_user);
    EXCEPTION WHEN OTHERS THEN NULL;
    END;
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO soundings_tenant', current_schema());
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO soundings_tenant', current_schema());
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO soundings_tenant', current_schema());
  END IF;
END $$;
--> statement-breakpoint
CREATE FUNCTION soundings_owner() RETURNS bigint LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('soundings.owner', true), '')::bigint $$;
--> statement-breakpoint
CREATE FUNCTION soundings_for_all() RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT current_user <> 'soundings_tenant' AND soundings_owner() IS NULL $$;
--> statement-breakpoint
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['repositories', 'deliveries', 'challenges', 'outcomes', 'edge_trials', 'edge_alarms'] LOOP
    EXECUTE format('CREATE POLICY of_one_owner ON %I USING ((SELECT soundings_for_all()) OR owner_id = (SELECT soundings_owner()))', name);
  END LOOP;
  -- A repository says whose it is; what is known of it follows it, so that a transfer changes one row.
  FOREACH name IN ARRAY ARRAY['outcome_maps', 'checks', 'comments', 'forecast_bases', 'changed_paths', 'exemptions', 'bets', 'non_bets',
    'signals', 'deployments', 'gate_results', 'hypotheses'] LOOP
    EXECUTE format('CREATE POLICY of_one_owner ON %I USING ((SELECT soundings_for_all()) OR repository_id IN (SELECT id FROM repositories))', name);
  END LOOP;
  CREATE POLICY of_one_owner ON checkpoints USING ((SELECT soundings_for_all()) OR EXISTS (SELECT FROM bets WHERE bets.id = bet_id));
  -- Never asked for on behalf of an owner.
  FOREACH name IN ARRAY ARRAY['installations', 'parked_jobs', 'purges'] LOOP
    EXECUTE format('CREATE POLICY of_one_owner ON %I USING ((SELECT soundings_for_all()))', name);
  END LOOP;
  FOR name IN SELECT tablename FROM pg_policies WHERE schemaname = current_schema() AND policyname = 'of_one_owner' LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;
