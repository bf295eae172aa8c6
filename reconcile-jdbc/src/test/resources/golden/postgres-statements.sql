-- rehearsal
SELECT "id", "na""me"::text, "code"::text, "total"::numeric, "at" FROM "Sales.EU"."Order ""Lines"""
WHERE false AND (
at < now() -- settled
) AND CASE WHEN
at < now() -- settled
THEN 1 END = 1
LIMIT 0
-- count
SELECT count(*) FROM "Sales.EU"."Order ""Lines"""
WHERE (
at < now() -- settled
)
-- fingerprints, UTF-8
SELECT (low & 1023)::int, count(*), sum(high), sum(low)
FROM (
  SELECT hash::bit(64)::bigint AS high, (hash << 64)::bit(64)::bigint AS low
  FROM (
    SELECT ('x' || md5(convert_to(concat(coalesce("id"::text, '~') || '|', coalesce(octet_length("na""me"::text) || ':' || "na""me"::text, '~') || '|', coalesce(octet_length(rtrim("code"::text, ' ')) || ':' || rtrim("code"::text, ' '), '~') || '|', coalesce(round("total"::numeric, 4)::text, '~') || '|', coalesce(CASE WHEN NOT isfinite("at") THEN "at"::text WHEN "at" < timestamp '0001-01-01' THEN to_char("at", 'YYYY-MM-DD HH24:MI:SS.US') || ' BC' ELSE to_char("at", 'YYYY-MM-DD HH24:MI:SS.US') END, '~') || '|'), 'UTF8')))::bit(128) AS hash
    FROM "Sales.EU"."Order ""Lines"""
WHERE (
at < now() -- settled
)
    OFFSET 0
  ) hashed
  OFFSET 0
) halves
GROUP BY 1
-- fingerprints, another encoding
SELECT (low & 0)::int, count(*), sum(high), sum(low)
FROM (
  SELECT hash::bit(64)::bigint AS high, (hash << 64)::bit(64)::bigint AS low
  FROM (
    SELECT ('x' || md5(convert_to(concat(coalesce("id"::text, '~') || '|', coalesce(octet_length(convert_to("na""me"::text, 'UTF8')) || ':' || "na""me"::text, '~') || '|', coalesce(octet_length(convert_to(rtrim("code"::text, ' '), 'UTF8')) || ':' || rtrim("code"::text, ' '), '~') || '|', coalesce(round("total"::numeric, 4)::text, '~') || '|', coalesce(CASE WHEN NOT isfinite("at") THEN "at"::text WHEN "at" < timestamp '0001-01-01' THEN to_char("at", 'YYYY-MM-DD HH24:MI:SS.US') || ' BC' ELSE to_char("at", 'YYYY-MM-DD HH24:MI:SS.US') END, '~') || '|'), 'UTF8')))::bit(128) AS hash
    FROM "Sales.EU"."Order ""Lines"""
WHERE (
at < now() -- settled
)
    OFFSET 0
  ) hashed
  OFFSET 0
) halves
GROUP BY 1
-- fingerprints by a hash of its own
SELECT (low & 1023)::int, count(*), sum(high), sum(low)
FROM (
  SELECT 0::bigint AS high, hash_record_extended(ROW(int8send("id"::int8), "na""me"::text COLLATE "C", rtrim("code"::text, ' ') COLLATE "C", numeric_send(round("total"::numeric, 4)), timestamp_send("at")), hash_record_extended(ROW(int8send("id"::int8), "na""me"::text COLLATE "C", rtrim("code"::text, ' ') COLLATE "C", numeric_send(round("total"::numeric, 4)), timestamp_send("at")), 0)) AS low
  FROM "Sales.EU"."Order ""Lines"""
WHERE (
at < now() -- settled
)
  OFFSET 0
) halves
GROUP BY 1
-- stream
COPY (SELECT "id", "na""me"::text, "code"::text, "total"::numeric, "at" FROM "Sales.EU"."Order ""Lines"""
WHERE (
at < now() -- settled
)) TO STDOUT (FORMAT binary)
