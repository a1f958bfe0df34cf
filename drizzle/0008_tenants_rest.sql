-- What holds for all other tables holds for these: of the sweeps an owner's work sees its own, of what is counted for all it sees nothing.
DO $$
DECLARE
  name text;
BEGIN
  CREATE POLICY of_one_owner ON sweeps USING ((SELECT soundings_for_all()) OR repository_id IN (SELECT id FROM repositories));
  FOREACH name IN ARRAY ARRAY['content_writes', 'rounds', 'write_probes'] LOOP
    EXECUTE format('CREATE POLICY of_one_owner ON %I USING ((SELECT soundings_for_all()))', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['sweeps', 'content_writes', 'rounds', 'write_probes'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;
