ALTER TABLE "forecast_bases" ADD COLUMN "shows_metric" text;--> statement-breakpoint
ALTER TABLE "forecast_bases" ADD COLUMN "shows_source" text;--> statement-breakpoint
ALTER TABLE "forecast_bases" ADD COLUMN "shows_days" double precision;--> statement-breakpoint
ALTER TABLE "forecast_bases" ADD COLUMN "shows_relative" double precision;