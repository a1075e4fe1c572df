/**
 * The tables, in the spelling that SQLite and Postgres share: see `dialect.ts` for the little that differs. Times are ms
 * since 1970 in `bigint`, flags are 0 or 1, JSON is text that no query looks into.
 *
 * Which indexes there are is a matter of cost: each one of a table that every op writes to (`events`, `deliveries`) is paid
 * for by every op. Those are partial wherever only a few rows are looked for.
 */
export const FIRST_SCHEMA = `
CREATE TABLE processes (
  id text NOT NULL PRIMARY KEY,
  host text NOT NULL,
  boot_id text NOT NULL,
  pid bigint NOT NULL,
  started text NOT NULL,
  location text NOT NULL,
  environment text NOT NULL,
  role text NOT NULL,
  beat bigint NOT NULL,
  ended bigint,
  reason text
) WITHOUT ROWID;
CREATE INDEX processes_live ON processes (id) WHERE ended IS NULL;

CREATE TABLE plans (
  hash text NOT NULL PRIMARY KEY,
  snapshot text NOT NULL
);

CREATE TABLE runs (
  id text NOT NULL PRIMARY KEY,
  location text NOT NULL,
  environment text NOT NULL,
  job text NOT NULL,
  plan_hash text NOT NULL,
  status text NOT NULL,
  config text NOT NULL,
  not_restorable text NOT NULL,
  parent_id text,
  root_id text NOT NULL,
  tags text NOT NULL,
  resume text NOT NULL,
  priority double precision NOT NULL,
  epoch bigint NOT NULL,
  owner text,
  last_seq bigint NOT NULL,
  recoveries bigint NOT NULL,
  cancel_requested bigint NOT NULL,
  created_at bigint NOT NULL,
  ended_at bigint
);
CREATE INDEX runs_created ON runs (created_at, id);
CREATE INDEX runs_queued ON runs (location, environment, priority DESC, created_at, id) WHERE status = 'queued';
CREATE INDEX runs_owned ON runs (owner) WHERE owner IS NOT NULL;

CREATE TABLE events (
  run_id text NOT NULL,
  seq bigint NOT NULL,
  epoch bigint NOT NULL,
  type text NOT NULL,
  step_key text,
  attempt bigint NOT NULL,
  at bigint NOT NULL,
  data text NOT NULL,
  PRIMARY KEY (run_id, seq)
) WITHOUT ROWID;
CREATE INDEX events_outputs ON events (run_id, step_key) WHERE type = 'step.output';

CREATE TABLE hook_log (
  run_id text NOT NULL,
  at bigint NOT NULL,
  n bigint NOT NULL,
  digest text NOT NULL,
  type text NOT NULL,
  step_key text,
  hook text,
  data text NOT NULL,
  PRIMARY KEY (run_id, at, n, digest)
) WITHOUT ROWID;

CREATE TABLE hooks (
  id integer PRIMARY KEY,
  location text NOT NULL,
  environment text NOT NULL,
  job text NOT NULL,
  name text NOT NULL,
  failures bigint NOT NULL DEFAULT 0,
  round bigint NOT NULL DEFAULT 0,
  open_until bigint NOT NULL DEFAULT 0,
  open_for bigint NOT NULL DEFAULT 0,
  probe text,
  muted_until bigint
);
CREATE UNIQUE INDEX hooks_names ON hooks (location, environment, job, name);
CREATE INDEX hooks_failing ON hooks (id) WHERE failures > 0;

CREATE TABLE deliveries (
  id text NOT NULL PRIMARY KEY,
  run_id text NOT NULL,
  trigger_seq bigint NOT NULL,
  step_key text,
  attempt bigint NOT NULL,
  kind text NOT NULL,
  hook_id bigint NOT NULL,
  hook_order bigint NOT NULL,
  blocking bigint NOT NULL,
  origin text NOT NULL,
  state text NOT NULL,
  reason text,
  owner text,
  bound_to text,
  created_at bigint NOT NULL,
  started_at bigint NOT NULL,
  next_at bigint NOT NULL,
  claim bigint NOT NULL,
  attempts bigint NOT NULL,
  losses bigint NOT NULL,
  ended_at bigint,
  error text,
  duration double precision,
  unroutable_at bigint,
  failed_round bigint,
  group_key text,
  digest_id text,
  closes_at bigint
);
CREATE INDEX deliveries_created ON deliveries (created_at);
CREATE INDEX deliveries_due ON deliveries (hook_id, next_at, id) WHERE state = 'pending';
CREATE INDEX deliveries_running ON deliveries (owner) WHERE state = 'running';
CREATE INDEX deliveries_kept ON deliveries (state, created_at) WHERE state IN ('open', 'suppressed', 'folded', 'dead');
CREATE INDEX deliveries_blocking ON deliveries (run_id) WHERE blocking = 1 AND state IN ('open', 'pending', 'running');
CREATE INDEX deliveries_unroutable ON deliveries (unroutable_at) WHERE state = 'pending' AND unroutable_at IS NOT NULL;
CREATE INDEX deliveries_members ON deliveries (digest_id) WHERE digest_id IS NOT NULL;
CREATE UNIQUE INDEX deliveries_digest ON deliveries (hook_id, group_key) WHERE state = 'open';

CREATE TABLE delivery_attempts (
  delivery_id text NOT NULL,
  claim bigint NOT NULL,
  process_id text NOT NULL,
  hook_version text,
  started_at bigint NOT NULL,
  ended_at bigint NOT NULL,
  duration double precision NOT NULL,
  result text NOT NULL,
  error text,
  PRIMARY KEY (delivery_id, claim)
) WITHOUT ROWID;

CREATE TABLE streaks (
  hook_id bigint NOT NULL,
  step_path text NOT NULL,
  length bigint NOT NULL,
  alert_id text,
  changed_by text NOT NULL,
  changed_at bigint NOT NULL,
  PRIMARY KEY (hook_id, step_path)
) WITHOUT ROWID;

CREATE TABLE slots (
  pool text NOT NULL,
  n bigint NOT NULL,
  owner text NOT NULL,
  run_id text NOT NULL,
  step_key text NOT NULL,
  PRIMARY KEY (pool, n)
) WITHOUT ROWID;
`;

/** SQLite has its large values in files. */
export const BLOBS_SCHEMA = `
CREATE TABLE blobs (
  address text NOT NULL PRIMARY KEY,
  bytes bytea NOT NULL
);
`;
