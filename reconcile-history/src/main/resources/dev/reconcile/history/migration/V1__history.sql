-- What is remembered of runs. The same for H2 and PostgreSQL; ${bytes} is the one's BLOB and the other's bytea.

CREATE TABLE IF NOT EXISTS reconcile_run (
  id           varchar(64)  PRIMARY KEY,
  job          varchar(200) NOT NULL,
  trigger_kind varchar(20)  NOT NULL,
  state        varchar(20)  NOT NULL,
  status       varchar(20),
  started_at   timestamp(6) with time zone NOT NULL,
  due_at       timestamp(6) with time zone,
  ended_at     timestamp(6) with time zone,
  -- When its process last said that it is there, by the clock of the store.
  alive_at     timestamp(6) with time zone NOT NULL,
  -- Host, number and start of that process.
  owner        varchar(400) NOT NULL,
  resumes      varchar(64),
  goes_on      boolean      NOT NULL,
  summary      varchar(100000) NOT NULL,
  report       ${bytes}
);

CREATE INDEX IF NOT EXISTS reconcile_run_by_job ON reconcile_run (job, started_at);
CREATE INDEX IF NOT EXISTS reconcile_run_by_start ON reconcile_run (started_at);
CREATE INDEX IF NOT EXISTS reconcile_run_by_state ON reconcile_run (state);

CREATE TABLE IF NOT EXISTS reconcile_table_result (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run          varchar(64)  NOT NULL REFERENCES reconcile_run (id) ON DELETE CASCADE,
  job          varchar(200) NOT NULL,
  source       varchar(600) NOT NULL,
  target       varchar(600) NOT NULL,
  checked_at   timestamp(6) with time zone NOT NULL,
  verdict      varchar(20)  NOT NULL,
  severity     varchar(20),
  depth        varchar(20),
  part         boolean      NOT NULL,
  source_rows  bigint,
  target_rows  bigint,
  missing      bigint,
  extra        bigint,
  changed      bigint,
  reason       varchar(100000) NOT NULL,
  milliseconds bigint       NOT NULL,
  UNIQUE (run, source, target)
);

CREATE INDEX IF NOT EXISTS reconcile_table_result_by_pair ON reconcile_table_result (job, source, target, id);

-- The one row of each pair that a transaction locks before it changes anything of the pair's. The results that it names are
-- kept however old their runs are.
CREATE TABLE IF NOT EXISTS reconcile_table_state (
  job             varchar(200) NOT NULL,
  source          varchar(600) NOT NULL,
  target          varchar(600) NOT NULL,
  condition       varchar(20),
  since           timestamp(6) with time zone,
  depth           varchar(20),
  last_match      timestamp(6) with time zone,
  last_result     bigint REFERENCES reconcile_table_result (id),
  last_conclusive bigint REFERENCES reconcile_table_result (id),
  PRIMARY KEY (job, source, target)
);

CREATE TABLE IF NOT EXISTS reconcile_finding (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  job        varchar(200) NOT NULL,
  source     varchar(600) NOT NULL,
  target     varchar(600) NOT NULL,
  row_id     char(64)     NOT NULL,
  kind       varchar(20)  NOT NULL,
  certain    boolean      NOT NULL,
  row_key    text         NOT NULL,
  columns    text         NOT NULL,
  cells      text         NOT NULL,
  first_seen timestamp(6) with time zone NOT NULL,
  first_run  varchar(64)  NOT NULL,
  last_seen  timestamp(6) with time zone NOT NULL,
  last_run   varchar(64)  NOT NULL,
  times_seen int          NOT NULL,
  scope      varchar(64)  NOT NULL,
  accepted   varchar(100000),
  ended_at   timestamp(6) with time zone,
  ended_by   varchar(64),
  resolution varchar(20)
);

CREATE INDEX IF NOT EXISTS reconcile_finding_by_pair ON reconcile_finding (job, source, target, ended_at);
CREATE INDEX IF NOT EXISTS reconcile_finding_by_time ON reconcile_finding (last_seen, id);

CREATE TABLE IF NOT EXISTS reconcile_tick (
  job      varchar(200) NOT NULL,
  due_at   timestamp(6) with time zone NOT NULL,
  outcome  varchar(20)  NOT NULL,
  noted_at timestamp(6) with time zone NOT NULL,
  run      varchar(64),
  reason   varchar(100000) NOT NULL,
  PRIMARY KEY (job, due_at)
);

CREATE TABLE IF NOT EXISTS reconcile_paused (
  job       varchar(200) PRIMARY KEY,
  paused_at timestamp(6) with time zone NOT NULL
);
