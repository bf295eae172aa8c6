-- Whether what was told were numbers of a search that had ended early; not known of what was told before.

ALTER TABLE reconcile_alert ADD COLUMN IF NOT EXISTS at_least boolean;
