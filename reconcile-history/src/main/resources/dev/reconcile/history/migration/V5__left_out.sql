-- Since when the runs of a job no longer hold a pair, and the run that did not first. Of pairs that were left out before, the next run
-- of the whole job says so.

ALTER TABLE reconcile_table_state ADD COLUMN IF NOT EXISTS left_out_at timestamp(6) with time zone;
ALTER TABLE reconcile_table_state ADD COLUMN IF NOT EXISTS left_out_by varchar(64);
