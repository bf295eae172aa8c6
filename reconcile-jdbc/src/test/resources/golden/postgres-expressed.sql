-- the expression's type
SELECT (
first || ' ' || last -- in full
) AS expressed FROM "dbo"."people"
LIMIT 0;

-- rehearsal
SELECT "id", "name"::text FROM (SELECT "id", (
first || ' ' || last -- in full
) AS "name" FROM "dbo"."people"
WHERE (
last <> '' -- known
) AND CASE WHEN
last <> '' -- known
THEN 1 END = 1) AS expressed
WHERE false
LIMIT 0;

-- fingerprints
SELECT (low & 15)::int, count(*), sum(high), sum(low)
FROM (
  SELECT hash::bit(64)::bigint AS high, (hash << 64)::bit(64)::bigint AS low
  FROM (
    SELECT ('x' || md5(convert_to(concat(coalesce("id"::text, '~') || '|', coalesce(octet_length("name"::text) || ':' || "name"::text, '~') || '|'), 'UTF8')))::bit(128) AS hash
    FROM (SELECT "id", (
first || ' ' || last -- in full
) AS "name" FROM "dbo"."people"
WHERE (
last <> '' -- known
)) AS expressed
    OFFSET 0
  ) hashed
  OFFSET 0
) halves
GROUP BY 1;

-- hashed keys
COPY (SELECT high, low, k1
FROM (
  SELECT hash::bit(64)::bigint AS high, (hash << 64)::bit(64)::bigint AS low, k1
  FROM (
    SELECT ('x' || md5(convert_to(concat(coalesce("id"::text, '~') || '|', coalesce(octet_length("name"::text) || ':' || "name"::text, '~') || '|'), 'UTF8')))::bit(128) AS hash, "id" AS k1
    FROM (SELECT "id", (
first || ' ' || last -- in full
) AS "name" FROM "dbo"."people"
WHERE (
last <> '' -- known
)) AS expressed
    OFFSET 0
  ) hashed
  OFFSET 0
) halves
WHERE get_bit('\x0800'::bytea, (low & 15)::int) = 1) TO STDOUT (FORMAT binary);

-- lookup
COPY (SELECT "id", "name"::text FROM (SELECT "id", (
first || ' ' || last -- in full
) AS "name" FROM "dbo"."people"
WHERE (
last <> '' -- known
)) AS expressed
WHERE ("id" IN ('7'::bigint))) TO STDOUT (FORMAT binary);

-- rows
COPY (SELECT "id", "name"::text FROM (SELECT "id", (
first || ' ' || last -- in full
) AS "name" FROM "dbo"."people"
WHERE (
last <> '' -- known
)) AS expressed) TO STDOUT (FORMAT binary);
