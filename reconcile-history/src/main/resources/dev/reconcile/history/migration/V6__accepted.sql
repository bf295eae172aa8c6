-- How many rows differ and are accepted by the settings; not known of results from before.

ALTER TABLE reconcile_table_result ADD COLUMN IF NOT EXISTS accepted bigint;
