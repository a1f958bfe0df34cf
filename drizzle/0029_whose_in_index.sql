DROP INDEX "bets_recorded_index";--> statement-breakpoint
DROP INDEX "bets_measured_index";--> statement-breakpoint
CREATE INDEX "bets_recorded_index" ON "bets" USING btree ((case when "concluded_at" is not null then "concluded_at" when "shipped_at" is not null then "shipped_at" else "merged_at" end),"repository_id","state");--> statement-breakpoint
CREATE INDEX "bets_measured_index" ON "bets" USING btree ("shipped_at","repository_id") WHERE "bets"."state" = 'shipped';