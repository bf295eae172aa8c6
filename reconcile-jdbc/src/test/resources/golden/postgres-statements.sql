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
-- fingerprints of what was changed lately
SELECT (low & 1023)::int, count(*), sum(high), sum(low)
FROM (
  SELECT hash::bit(64)::bigint AS high, (hash << 64)::bit(64)::bigint AS low
  FROM (
    SELECT ('x' || md5(convert_to(concat(coalesce("id"::text, '~') || '|', coalesce(octet_length("na""me"::text) || ':' || "na""me"::text, '~') || '|', coalesce(octet_length(rtrim("code"::text, ' ')) || ':' || rtrim("code"::text, ' '), '~') || '|', coalesce(round("total"::numeric, 4)::text, '~') || '|', coalesce(CASE WHEN NOT isfinite("at") THEN "at"::text WHEN "at" < timestamp '0001-01-01' THEN to_char("at", 'YYYY-MM-DD HH24:MI:SS.US') || ' BC' ELSE to_char("at", 'YYYY-MM-DD HH24:MI:SS.US') END, '~') || '|'), 'UTF8')))::bit(128) AS hash
    FROM "Sales.EU"."Order ""Lines"""
WHERE "at" >= timestamp '2026-11-01 00:00:00'
    OFFSET 0
  ) hashed
  OFFSET 0
) halves
GROUP BY 1
-- whether an index finds it
SELECT i.relname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_am m ON m.oid = i.relam JOIN pg_class c ON c.oid = x.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[0] WHERE c.relname = 't' AND n.nspname = 'it''s' AND a.attname = 'na"me' AND x.indisvalid AND x.indpred IS NULL AND m.amname IN ('btree', 'brin')
