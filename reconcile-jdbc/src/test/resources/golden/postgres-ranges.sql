-- where the first piece ends
COPY (SELECT "na""me"::text, "id" FROM "t" AS cut
ORDER BY cut."na""me", cut."id"
OFFSET 0 LIMIT 1) TO STDOUT (FORMAT binary)
-- where the next piece ends
COPY (SELECT "na""me"::text, "id" FROM "t" AS cut
WHERE (("na""me", "id") > ('it''s', '-9223372036854775808'::bigint) AND "id" IS NOT NULL)
ORDER BY cut."na""me", cut."id"
OFFSET 19999 LIMIT 1) TO STDOUT (FORMAT binary)
-- a piece
COPY (SELECT "id", "na""me"::text, "at" FROM "t"
WHERE (
at < now() -- settled
) AND (("na""me", "id") > ('it''s', '-9223372036854775808'::bigint) AND "na""me" <= 'z' AND "id" IS NOT NULL)) TO STDOUT (FORMAT binary)
-- pieces
SELECT count(*) FROM "t"
WHERE (
at < now() -- settled
) AND ((("na""me", "id") <= ('it''s', '-9223372036854775808'::bigint) AND "id" IS NOT NULL)
  OR ("na""me" > 'z' AND "id" IS NOT NULL))
-- sums by the numbers that lead the keys
SELECT ((least(greatest(k1, '-5'::bigint), '3003121658'::bigint) - '-5'::bigint) >> 22)::int, count(*), sum(high), sum(low)
FROM (
  SELECT hash::bit(64)::bigint AS high, (hash << 64)::bit(64)::bigint AS low, k1
  FROM (
    SELECT ('x' || md5(convert_to(concat(coalesce("id"::text, '~') || '|', coalesce(octet_length("na""me"::text) || ':' || "na""me"::text, '~') || '|', coalesce(CASE WHEN NOT isfinite(timezone('UTC', "at")) THEN timezone('UTC', "at")::text WHEN timezone('UTC', "at") < timestamp '0001-01-01' THEN to_char(timezone('UTC', "at"), 'YYYY-MM-DD HH24:MI:SS.US') || ' BC' ELSE to_char(timezone('UTC', "at"), 'YYYY-MM-DD HH24:MI:SS.US') END, '~') || '|'), 'UTF8')))::bit(128) AS hash, "id" AS k1
    FROM "t"
    OFFSET 0
  ) hashed
  OFFSET 0
) halves
GROUP BY 1
-- what lacks a key
SELECT count(*) FROM "t"
WHERE (
at < now() -- settled
) AND ("na""me" IS NULL OR "id" IS NULL)
-- what has one
SELECT count(*) FROM "t"
WHERE (
at < now() -- settled
) AND ("na""me" IS NOT NULL AND "id" IS NOT NULL)
