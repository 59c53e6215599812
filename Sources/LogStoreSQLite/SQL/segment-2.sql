-- Version 2: what the lines said already, and views that count lines as lines.
-- What edges and balancers alone say of how they dealt with a request.
CREATE TABLE edge (
  number INTEGER PRIMARY KEY,
  status_details INTEGER, security_rule INTEGER, security_action INTEGER
) STRICT;

-- Columns at the end cost a row nothing where they are NULL.
ALTER TABLE caller ADD COLUMN namespace INTEGER;
ALTER TABLE caller ADD COLUMN project INTEGER;
ALTER TABLE sighting ADD COLUMN requested_model INTEGER;
ALTER TABLE sighting ADD COLUMN stream INTEGER;
ALTER TABLE sighting ADD COLUMN overhead INTEGER;
ALTER TABLE sighting ADD COLUMN first_token INTEGER;
ALTER TABLE sighting ADD COLUMN last_token INTEGER;
ALTER TABLE sighting ADD COLUMN finish_reason INTEGER;
ALTER TABLE sighting ADD COLUMN session ANY;
ALTER TABLE sighting ADD COLUMN origin_duration INTEGER;
ALTER TABLE sighting ADD COLUMN edge INTEGER;
ALTER TABLE attempt ADD COLUMN location_source INTEGER;
ALTER TABLE attempt ADD COLUMN location_grain INTEGER;
ALTER TABLE attempt ADD COLUMN provider_location INTEGER;
ALTER TABLE shard ADD COLUMN skipped INTEGER;
ALTER TABLE shard ADD COLUMN padding INTEGER;

DROP VIEW request;
DROP VIEW attempts;

CREATE VIEW attempts AS
SELECT a.id >> 4 AS row, a.number, provider.text AS provider, model.text AS model, location.text AS location,
  location_grain.text AS location_grain, location_source.text AS location_source,
  provider_location.text AS provider_location, endpoint_host.text AS endpoint_host,
  strftime('%Y-%m-%dT%H:%M:%fZ', a.started / 1e9, 'unixepoch') AS started,
  a.duration / 1e6 AS duration_ms, a.first_byte / 1e6 AS first_byte_ms, a.status, error_class.text AS error_class,
  next_action.text AS next_action, a.served, a.provider_request_id, lower(printf('%016x', a.provider_ray)) AS provider_ray,
  a.input_tokens, a.output_tokens
FROM attempt AS a
LEFT JOIN term AS provider ON provider.number = a.provider
LEFT JOIN term AS model ON model.number = a.model
LEFT JOIN term AS location ON location.number = a.location
LEFT JOIN term AS location_grain ON location_grain.number = a.location_grain
LEFT JOIN term AS location_source ON location_source.number = a.location_source
LEFT JOIN term AS provider_location ON provider_location.number = a.provider_location
LEFT JOIN term AS endpoint_host ON endpoint_host.number = a.endpoint_host
LEFT JOIN term AS error_class ON error_class.number = a.error_class
LEFT JOIN term AS next_action ON next_action.number = a.next_action;

-- A row a line: a request has one at each place that it passed. The duration of a line that states none is from its start to its end.
CREATE VIEW lines AS
SELECT s.row,
  CASE o.vantage WHEN 1 THEN 'edge' WHEN 2 THEN 'balancer' WHEN 3 THEN 'gateway' WHEN 4 THEN 'provider' ELSE 'monolith' END
    AS vantage,
  CASE WHEN o.vantage <> 3 THEN NULL WHEN format.text = 'google.cloud_run' THEN 'cloud_run' ELSE 'application' END AS written_by,
  format.text AS format, strftime('%Y-%m-%dT%H:%M:%fZ', s.started / 1e9, 'unixepoch') AS started,
  strftime('%Y-%m-%dT%H:%M:%fZ', s.ended / 1e9, 'unixepoch') AS ended,
  coalesce(s.duration, s.ended - s.started) / 1e6 AS duration_ms, s.first_byte / 1e6 AS first_byte_ms,
  s.first_token / 1e6 AS first_token_ms, s.last_token / 1e6 AS last_token_ms, s.overhead / 1e6 AS overhead_ms,
  s.origin_duration / 1e6 AS origin_duration_ms,
  method.text AS method, host.text AS host, path.text AS path, requested_model.text AS requested_model, s.stream,
  s.status, s.origin_status, result.text AS result, status_details.text AS status_details, fault_domain.text AS fault_domain,
  error.text AS error, finish_reason.text AS finish_reason, security_rule.text AS security_rule,
  security_action.text AS security_action, cache_status.text AS cache_status,
  colo.text AS colo, region.text AS region, region_source.text AS region_source, zone.text AS zone,
  rerouted_from.text AS rerouted_from, reroute_reason.text AS reroute_reason, service.text AS service,
  revision.text AS revision, gateway_instance.text AS replica, s.sequence,
  customer_instance.text AS customer_instance, instance_proof.text AS instance_proof, customer_host.text AS customer_host,
  realm.text AS realm, namespace.text AS namespace, project.text AS project, user.text AS user,
  CASE typeof(s.session) WHEN 'blob' THEN lower(hex(s.session)) ELSE s.session END AS session,
  connection.text AS connection, client_country.text AS client_country, client_name.text AS client_name,
  client_version.text AS client_version, user_agent.text AS user_agent,
  s.bytes_in, s.bytes_out, s.input_tokens, s.output_tokens, s.attempt_count,
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
LEFT JOIN edge AS e ON e.number = s.edge
LEFT JOIN shard ON shard.number = s.shard
LEFT JOIN term AS method ON method.number = s.method
LEFT JOIN term AS host ON host.number = o.host
LEFT JOIN term AS path ON path.number = s.path
LEFT JOIN term AS requested_model ON requested_model.number = s.requested_model
LEFT JOIN term AS result ON result.number = s.result
LEFT JOIN term AS status_details ON status_details.number = e.status_details
LEFT JOIN term AS fault_domain ON fault_domain.number = s.fault_domain
LEFT JOIN term AS error ON error.number = s.error
LEFT JOIN term AS finish_reason ON finish_reason.number = s.finish_reason
LEFT JOIN term AS security_rule ON security_rule.number = e.security_rule
LEFT JOIN term AS security_action ON security_action.number = e.security_action
LEFT JOIN term AS cache_status ON cache_status.number = s.cache_status
LEFT JOIN term AS colo ON colo.number = s.colo
LEFT JOIN term AS region ON region.number = o.region
LEFT JOIN term AS region_source ON region_source.number = o.region_source
LEFT JOIN term AS zone ON zone.number = o.zone
LEFT JOIN term AS rerouted_from ON rerouted_from.number = o.rerouted_from
LEFT JOIN term AS reroute_reason ON reroute_reason.number = o.reroute_reason
LEFT JOIN term AS service ON service.number = o.service
LEFT JOIN term AS revision ON revision.number = o.revision
LEFT JOIN term AS gateway_instance ON gateway_instance.number = o.gateway_instance
LEFT JOIN term AS customer_instance ON customer_instance.number = c.customer_instance
LEFT JOIN term AS instance_proof ON instance_proof.number = c.instance_proof
LEFT JOIN term AS customer_host ON customer_host.number = c.customer_host
LEFT JOIN term AS realm ON realm.number = c.realm
LEFT JOIN term AS namespace ON namespace.number = c.namespace
LEFT JOIN term AS project ON project.number = c.project
LEFT JOIN term AS user ON user.number = s.user
LEFT JOIN term AS connection ON connection.number = c.connection
LEFT JOIN term AS client_country ON client_country.number = s.client_country
LEFT JOIN term AS client_name ON client_name.number = c.client_name
LEFT JOIN term AS client_version ON client_version.number = c.client_version
LEFT JOIN term AS user_agent ON user_agent.number = c.user_agent;
