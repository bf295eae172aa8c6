-- In what way a result is about less than all rows and columns; not known of results from before.

ALTER TABLE reconcile_table_result ADD COLUMN IF NOT EXISTS narrowings varchar(1000);
