-- Bytes that uploads will still take: what has not come yet, and as much again for the datasets that are made of them.
select coalesce(sum(2 * u.bytes - u.received), 0)::bigint from upload u;
