-- Requests of one UTC day, as they were made of its lines; written once. A text that many share is its number in `term`; times and durations
-- are in nanoseconds, times since 1970 UTC.
CREATE TABLE term (number INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;

-- Where requests were handled and how they ended. How a value is known, and why there is none, are words of their own.
CREATE TABLE verdict (
  number INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL, status INTEGER, result INTEGER,
  region INTEGER, region_basis INTEGER NOT NULL, region_cause INTEGER,
  edge INTEGER, edge_basis INTEGER NOT NULL, edge_cause INTEGER,
  provider INTEGER, provider_basis INTEGER NOT NULL, provider_cause INTEGER,
  model INTEGER, model_basis INTEGER NOT NULL, model_cause INTEGER,
  location INTEGER, location_basis INTEGER NOT NULL, location_cause INTEGER, location_source INTEGER,
  requested_model INTEGER, rerouted_from INTEGER, method INTEGER, status_by INTEGER, fault_domain INTEGER, times_by INTEGER,
  vantages INTEGER
) STRICT;

CREATE TABLE caller (
  number INTEGER PRIMARY KEY,
  customer_instance INTEGER, instance_proof INTEGER, realm INTEGER, connection INTEGER, gateway_instance INTEGER, host INTEGER,
  namespace INTEGER, customer_host INTEGER
) STRICT;

-- What is asked first comes first. `lines` and `ids` are packed; `asked_from` to `ledger_said` are what the row depends on beside its lines.
CREATE TABLE request (
  row INTEGER PRIMARY KEY,
  started INTEGER, verdict INTEGER NOT NULL, caller INTEGER, duration INTEGER, path INTEGER, ended INTEGER, first_token INTEGER,
  attempts INTEGER NOT NULL, lines BLOB NOT NULL, ids BLOB, last_token INTEGER, overhead INTEGER, input_tokens INTEGER,
  output_tokens INTEGER, user INTEGER, error INTEGER, session ANY, asked_from INTEGER, asked_to INTEGER, ledger_said INTEGER
) STRICT;
CREATE INDEX request_by_caller ON request (caller);

-- In which request a line is: the shard's number * 2^32 + the line's.
CREATE TABLE line (place INTEGER PRIMARY KEY, request INTEGER NOT NULL) STRICT;

-- id is 64 * the request's row + the attempt's place in it, from 0.
CREATE TABLE attempt (
  id INTEGER PRIMARY KEY,
  number INTEGER, provider INTEGER, model INTEGER, location INTEGER, location_grain INTEGER, location_source INTEGER,
  provider_location INTEGER, endpoint_host INTEGER, started INTEGER, duration INTEGER, first_byte INTEGER, status INTEGER,
  error_class INTEGER, next_action INTEGER, served INTEGER, provider_request_id TEXT, provider_ray INTEGER, input_tokens INTEGER,
  output_tokens INTEGER
) STRICT;
