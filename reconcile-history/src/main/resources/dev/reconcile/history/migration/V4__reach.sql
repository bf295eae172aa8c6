-- Which rows and columns a result is about, and what has to be compared again before a difference counts as gone. Of results from
-- before it is not known, so that they demand nothing.

ALTER TABLE reconcile_table_result ADD COLUMN IF NOT EXISTS scope varchar(64) DEFAULT '' NOT NULL;
ALTER TABLE reconcile_table_result ADD COLUMN IF NOT EXISTS columns text DEFAULT '[]' NOT NULL;
ALTER TABLE reconcile_table_state ADD COLUMN IF NOT EXISTS scope varchar(64) DEFAULT '' NOT NULL;
ALTER TABLE reconcile_table_state ADD COLUMN IF NOT EXISTS columns text DEFAULT '[]' NOT NULL;
