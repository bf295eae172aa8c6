-- The T-SQL that reconcile sends. Whoever changes it says in the commit against which server that speaks TDS
-- the contract suite (SqlServerContractIT) was run with the new text, and what it said.

-- behind a time between two of a datetime's
SELECT COUNT_BIG(*) FROM [dbo].[order lines]
WHERE ([day] > CAST('2024-02-29T12:00:00.003' AS datetime) AND ([day] <= CAST('2024-02-29T12:00:00.007' AS datetime) AND ([day] < CAST('2024-02-29T12:00:00.007' AS datetime) OR [id] <= 6)) AND [id] IS NOT NULL);

-- from the first number of a day on, and up to another day
SELECT COUNT_BIG(*) FROM [dbo].[order lines]
WHERE ([day] >= CAST('2024-02-29T12:00:00.007' AS datetime) AND [day] <= CAST('9999-12-31T23:59:59.997' AS datetime) AND [id] IS NOT NULL);

-- behind the beginning of time, and before the first number of a day
SELECT COUNT_BIG(*) FROM [dbo].[order lines]
WHERE ([day] < CAST('2024-02-29T12:00:00.007' AS datetime) AND [id] IS NOT NULL);

-- before the beginning of time
SELECT COUNT_BIG(*) FROM [dbo].[order lines]
WHERE (1 = 0 AND [id] IS NOT NULL);

-- behind the beginning of time
SELECT COUNT_BIG(*) FROM [dbo].[order lines]
WHERE ([day] IS NOT NULL AND [id] IS NOT NULL);
