-- behind a time between two microseconds
SELECT count(*) FROM "t"
WHERE ("at" > '2024-02-29 12:00:00.123456' AND ("at", "id") <= ('2024-02-29 12:00:00.123456', -7) AND "id" IS NOT NULL AND "price" IS NOT NULL)
-- up to a whole number that the other side writes as a decimal
SELECT count(*) FROM "t"
WHERE (("at", "id", "price") <= ('2024-02-29 12:00:00.123456', 6, '7.12345') AND "id" IS NOT NULL AND "price" IS NOT NULL)
-- from the first number of a time on, and up to the end of time
SELECT count(*) FROM "t"
WHERE ("at" >= '2024-02-29 12:00:00.123456' AND ("at", "id") <= ('infinity', 6) AND "id" IS NOT NULL AND "price" IS NOT NULL)
