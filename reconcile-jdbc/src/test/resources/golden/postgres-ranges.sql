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
