-- A segment: the rows of one UTC day, written once. A term is its number in `term`; a time is in nanoseconds since 1970 UTC.
CREATE TABLE segment (
  version INTEGER NOT NULL,
  day INTEGER,                               -- days since 1970; NULL is undated
  run TEXT NOT NULL,
  rows INTEGER NOT NULL,
  id_seed INTEGER NOT NULL                   -- of the hashes in the .ids file
) STRICT;

-- The segments that were merged into this one: where they are still there, their rows are here.
CREATE TABLE merged (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE term (number INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;

-- What the ledger knew when the segment was written, so that a lost catalog can be made again. No digest: the shard had not
-- ended. No rows: the shard ended in the same publication, and its rows, if it has any, are elsewhere.
CREATE TABLE shard (
  number INTEGER PRIMARY KEY,
  rows INTEGER NOT NULL,
  first_line INTEGER NOT NULL,
  digest BLOB, path TEXT, folder TEXT, first_line_hash INTEGER, served_bytes INTEGER, coding TEXT, file_bytes INTEGER,
  lines INTEGER, stored INTEGER, rejected INTEGER, blank INTEGER, not_a_request INTEGER, expired INTEGER, bytes INTEGER,
  truncated INTEGER, first_visible_line INTEGER, visible_lines INTEGER, loaded INTEGER,
  series TEXT, part TEXT, window_from INTEGER, window_to INTEGER, period INTEGER, gapless INTEGER
) STRICT;

CREATE TABLE shard_source (
  shard INTEGER NOT NULL,
  name TEXT NOT NULL,
  records INTEGER NOT NULL,
  span_from INTEGER, span_to INTEGER,
  PRIMARY KEY (shard, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE origin (
  number INTEGER PRIMARY KEY,
  vantage INTEGER NOT NULL,
  format INTEGER NOT NULL,
  host INTEGER, region INTEGER, envelope_region INTEGER, region_source INTEGER, zone INTEGER, service INTEGER,
  revision INTEGER, gateway_instance INTEGER, rerouted_from INTEGER, reroute_reason INTEGER
) STRICT;

CREATE TABLE caller (
  number INTEGER PRIMARY KEY,
  customer_instance INTEGER, instance_proof INTEGER, customer_host INTEGER, customer_version INTEGER, realm INTEGER,
  connection INTEGER, user_agent INTEGER, client_name INTEGER, client_version INTEGER
) STRICT;

-- What is asked first comes first, wide identifiers last. ray, parent_ray, span_id, parent_span_id and record_id are bit
-- patterns of 64 bits; the three texts are BLOBs of 16 bytes where they are UUIDs in their usual spelling.
CREATE TABLE sighting (
  row INTEGER PRIMARY KEY,
  shard INTEGER NOT NULL, line INTEGER NOT NULL,
  started INTEGER, ended INTEGER, caller INTEGER, status INTEGER, path INTEGER,
  origin INTEGER NOT NULL, method INTEGER, result INTEGER, colo INTEGER,
  offset INTEGER NOT NULL, length INTEGER NOT NULL,
  duration INTEGER, first_byte INTEGER, origin_status INTEGER, fault_domain INTEGER, error INTEGER, sequence INTEGER,
  user INTEGER, client_address INTEGER, client_country INTEGER,
  bytes_in INTEGER, bytes_out INTEGER, input_tokens INTEGER, output_tokens INTEGER,
  sampled INTEGER, cache_status INTEGER, worker INTEGER, attempt_count INTEGER,
  ray INTEGER, parent_ray INTEGER, span_id INTEGER, parent_span_id INTEGER, record_id INTEGER,
  trace_id BLOB, request_id ANY, client_request_id ANY, correlation_id ANY
) STRICT;

-- id is 16 * the sighting's row + the attempt's place in the record, from 0.
CREATE TABLE attempt (
  id INTEGER PRIMARY KEY,
  number INTEGER, provider INTEGER, model INTEGER, location INTEGER, endpoint_host INTEGER,
  started INTEGER, duration INTEGER, first_byte INTEGER, status INTEGER, error_class INTEGER, next_action INTEGER,
  served INTEGER, provider_ray INTEGER, input_tokens INTEGER, output_tokens INTEGER, provider_request_id TEXT
) STRICT;

CREATE VIEW attempts AS
SELECT a.id >> 4 AS row, a.number, provider.text AS provider, model.text AS model, location.text AS location,
  endpoint_host.text AS endpoint_host, strftime('%Y-%m-%dT%H:%M:%fZ', a.started / 1e9, 'unixepoch') AS started,
  a.duration / 1e6 AS duration_ms, a.first_byte / 1e6 AS first_byte_ms, a.status, error_class.text AS error_class,
  next_action.text AS next_action, a.served, a.provider_request_id, lower(printf('%016x', a.provider_ray)) AS provider_ray,
  a.input_tokens, a.output_tokens
FROM attempt AS a
LEFT JOIN term AS provider ON provider.number = a.provider
LEFT JOIN term AS model ON model.number = a.model
LEFT JOIN term AS location ON location.number = a.location
LEFT JOIN term AS endpoint_host ON endpoint_host.number = a.endpoint_host
LEFT JOIN term AS error_class ON error_class.number = a.error_class
LEFT JOIN term AS next_action ON next_action.number = a.next_action;

CREATE VIEW request AS
SELECT s.row,
  CASE o.vantage WHEN 1 THEN 'edge' WHEN 2 THEN 'balancer' WHEN 3 THEN 'gateway' WHEN 4 THEN 'provider' ELSE 'monolith' END
    AS vantage,
  format.text AS format, strftime('%Y-%m-%dT%H:%M:%fZ', s.started / 1e9, 'unixepoch') AS started,
  strftime('%Y-%m-%dT%H:%M:%fZ', s.ended / 1e9, 'unixepoch') AS ended, s.duration / 1e6 AS duration_ms,
  s.first_byte / 1e6 AS first_byte_ms, method.text AS method, host.text AS host, path.text AS path, s.status,
  s.origin_status, result.text AS result, error.text AS error, colo.text AS colo, region.text AS region,
  customer_instance.text AS customer_instance, instance_proof.text AS instance_proof,
  CASE WHEN s.ray IS NOT NULL THEN printf('%016x', s.ray) END AS ray,
  CASE WHEN s.parent_ray IS NOT NULL THEN printf('%016x', s.parent_ray) END AS parent_ray,
  CASE WHEN s.span_id IS NOT NULL THEN printf('%016x', s.span_id) END AS span_id,
  lower(hex(s.trace_id)) AS trace_id,
  CASE typeof(s.request_id) WHEN 'blob' THEN lower(hex(s.request_id)) ELSE s.request_id END AS request_id,
  CASE typeof(s.client_request_id) WHEN 'blob' THEN lower(hex(s.client_request_id)) ELSE s.client_request_id END
    AS client_request_id,
  CASE typeof(s.correlation_id) WHEN 'blob' THEN lower(hex(s.correlation_id)) ELSE s.correlation_id END AS correlation_id,
  shard.path AS shard, s.line, s.offset, s.length
FROM sighting AS s
JOIN origin AS o ON o.number = s.origin
JOIN term AS format ON format.number = o.format
LEFT JOIN caller AS c ON c.number = s.caller
LEFT JOIN shard ON shard.number = s.shard
LEFT JOIN term AS method ON method.number = s.method
LEFT JOIN term AS host ON host.number = o.host
LEFT JOIN term AS path ON path.number = s.path
LEFT JOIN term AS result ON result.number = s.result
LEFT JOIN term AS error ON error.number = s.error
LEFT JOIN term AS colo ON colo.number = s.colo
LEFT JOIN term AS region ON region.number = o.region
LEFT JOIN term AS customer_instance ON customer_instance.number = c.customer_instance
LEFT JOIN term AS instance_proof ON instance_proof.number = c.instance_proof;
