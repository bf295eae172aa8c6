-- Since when the parts of a scrub make up an equal whole, and when a pair was last seen to differ. Of what was kept before it is not
-- known.

ALTER TABLE reconcile_table_result ADD COLUMN IF NOT EXISTS matches_since timestamp(6) with time zone;
ALTER TABLE reconcile_table_state ADD COLUMN IF NOT EXISTS last_mismatch timestamp(6) with time zone;
