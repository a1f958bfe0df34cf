CREATE TABLE "write_probes" (
	"filler" text NOT NULL
);
--> statement-breakpoint
-- Neither packed nor kept elsewhere: a probe has to need a page of its own.
ALTER TABLE "write_probes" ALTER COLUMN "filler" SET STORAGE PLAIN;
