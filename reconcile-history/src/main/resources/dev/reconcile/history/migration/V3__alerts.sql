-- What was told of tables and jobs and is not known to be over.

CREATE TABLE IF NOT EXISTS reconcile_alert (
  job         varchar(200) NOT NULL,
  -- Both empty where the job's runs as a whole are meant.
  source      varchar(600) NOT NULL,
  target      varchar(600) NOT NULL,
  problem     varchar(20)  NOT NULL,
  since       timestamp(6) with time zone NOT NULL,
  told_at     timestamp(6) with time zone NOT NULL,
  delivered   boolean      NOT NULL,
  -- What was told of its extent, and the highest severity that ever was.
  severity    varchar(20),
  source_rows bigint,
  target_rows bigint,
  missing     bigint,
  extra       bigint,
  changed     bigint,
  worst       varchar(20),
  run         varchar(64),
  PRIMARY KEY (job, source, target, problem)
);
