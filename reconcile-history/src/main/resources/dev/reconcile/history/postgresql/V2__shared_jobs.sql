-- Where daemons that share a history agree on who runs which job. The names and columns are those that Quartz 2.5 asks for; no
-- other server but PostgreSQL is shared.

CREATE TABLE IF NOT EXISTS reconcile_qrtz_job_details (
  sched_name text, job_name text, job_group text,
  description text,
  job_class_name text NOT NULL,
  is_durable boolean NOT NULL, is_nonconcurrent boolean NOT NULL, is_update_data boolean NOT NULL,
  requests_recovery boolean NOT NULL,
  job_data bytea,
  PRIMARY KEY (sched_name, job_name, job_group)
);

CREATE TABLE IF NOT EXISTS reconcile_qrtz_triggers (
  sched_name text, trigger_name text, trigger_group text,
  job_name text NOT NULL, job_group text NOT NULL,
  description text,
  next_fire_time bigint, prev_fire_time bigint, priority int,
  trigger_state text NOT NULL, trigger_type text NOT NULL,
  start_time bigint NOT NULL, end_time bigint,
  calendar_name text, misfire_instr smallint, job_data bytea,
  PRIMARY KEY (sched_name, trigger_name, trigger_group),
  FOREIGN KEY (sched_name, job_name, job_group) REFERENCES reconcile_qrtz_job_details
);

CREATE INDEX IF NOT EXISTS reconcile_qrtz_triggers_due ON reconcile_qrtz_triggers (sched_name, trigger_state, next_fire_time);
CREATE INDEX IF NOT EXISTS reconcile_qrtz_triggers_of_job ON reconcile_qrtz_triggers (sched_name, job_name, job_group);

CREATE TABLE IF NOT EXISTS reconcile_qrtz_simple_triggers (
  sched_name text, trigger_name text, trigger_group text,
  repeat_count bigint NOT NULL, repeat_interval bigint NOT NULL, times_triggered bigint NOT NULL,
  PRIMARY KEY (sched_name, trigger_name, trigger_group),
  FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES reconcile_qrtz_triggers
);

CREATE TABLE IF NOT EXISTS reconcile_qrtz_cron_triggers (
  sched_name text, trigger_name text, trigger_group text,
  cron_expression text NOT NULL, time_zone_id text,
  PRIMARY KEY (sched_name, trigger_name, trigger_group),
  FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES reconcile_qrtz_triggers
);

CREATE TABLE IF NOT EXISTS reconcile_qrtz_simprop_triggers (
  sched_name text, trigger_name text, trigger_group text,
  str_prop_1 text, str_prop_2 text, str_prop_3 text,
  int_prop_1 int, int_prop_2 int, long_prop_1 bigint, long_prop_2 bigint,
  dec_prop_1 numeric(13, 4), dec_prop_2 numeric(13, 4), bool_prop_1 boolean, bool_prop_2 boolean,
  PRIMARY KEY (sched_name, trigger_name, trigger_group),
  FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES reconcile_qrtz_triggers
);

CREATE TABLE IF NOT EXISTS reconcile_qrtz_blob_triggers (
  sched_name text, trigger_name text, trigger_group text,
  blob_data bytea,
  PRIMARY KEY (sched_name, trigger_name, trigger_group),
  FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES reconcile_qrtz_triggers
);

CREATE TABLE IF NOT EXISTS reconcile_qrtz_calendars (
  sched_name text, calendar_name text,
  calendar bytea NOT NULL,
  PRIMARY KEY (sched_name, calendar_name)
);

CREATE TABLE IF NOT EXISTS reconcile_qrtz_paused_trigger_grps (
  sched_name text, trigger_group text,
  PRIMARY KEY (sched_name, trigger_group)
);

CREATE TABLE IF NOT EXISTS reconcile_qrtz_fired_triggers (
  sched_name text, entry_id text,
  trigger_name text NOT NULL, trigger_group text NOT NULL, instance_name text NOT NULL,
  fired_time bigint NOT NULL, sched_time bigint NOT NULL, priority int NOT NULL, state text NOT NULL,
  job_name text, job_group text, is_nonconcurrent boolean, requests_recovery boolean,
  PRIMARY KEY (sched_name, entry_id)
);

CREATE INDEX IF NOT EXISTS reconcile_qrtz_fired_by_instance ON reconcile_qrtz_fired_triggers (sched_name, instance_name);

CREATE TABLE IF NOT EXISTS reconcile_qrtz_scheduler_state (
  sched_name text, instance_name text,
  last_checkin_time bigint NOT NULL, checkin_interval bigint NOT NULL,
  PRIMARY KEY (sched_name, instance_name)
);

CREATE TABLE IF NOT EXISTS reconcile_qrtz_locks (
  sched_name text, lock_name text,
  PRIMARY KEY (sched_name, lock_name)
);
