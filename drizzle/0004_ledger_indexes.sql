CREATE INDEX "bets_repository_id_shipped_at_index" ON "bets" USING btree ("repository_id","shipped_at");--> statement-breakpoint
CREATE INDEX "bets_recorded_index" ON "bets" USING btree (coalesce("concluded_at", "shipped_at", "merged_at"));--> statement-breakpoint
CREATE INDEX "bets_undecided_index" ON "bets" USING btree ("concluded_at") WHERE "bets"."decision" is null;--> statement-breakpoint
CREATE INDEX "bets_measured_index" ON "bets" USING btree ("shipped_at") WHERE "bets"."state" = 'shipped';--> statement-breakpoint
CREATE INDEX "checkpoints_learning_index" ON "checkpoints" USING btree ("due_at") WHERE "checkpoints"."kind" = 'learning';--> statement-breakpoint
CREATE INDEX "edge_trials_owner_id_at_index" ON "edge_trials" USING btree ("owner_id","at");