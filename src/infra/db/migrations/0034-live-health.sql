-- What the operator asks of LIVE data: how late events arrive, and which LIVEs have gaps, without reading whole tables.

-- The newest arrivals. Weeks that are made later take it over.
create index live_events_received on live_events (received_at);
-- LIVEs of the last days over all creators. Neither column moves while a LIVE goes on, so that it is still updated in place.
create index live_sessions_begun on live_sessions (from_at) include (ended_at);
