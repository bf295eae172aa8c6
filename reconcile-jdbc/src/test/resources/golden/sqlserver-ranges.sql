-- The T-SQL that reconcile sends. Whoever changes it says in the commit against which server that speaks TDS
-- the contract suite (SqlServerContractIT) was run with the new text, and what it said.

-- where the first piece ends
SELECT [note], [id], [day] FROM [dbo].[order lines] AS cut
ORDER BY cut.[note], cut.[id], cut.[day]
OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY;

-- where the next piece ends
SELECT [note], [id], [day] FROM [dbo].[order lines] AS cut
WHERE (([note] >= CAST(N'it''s' AS nvarchar(50)) AND ([note] > CAST(N'it''s' AS nvarchar(50)) OR ([id] >= 7 AND ([id] > 7 OR [day] > CAST('2024-02-29T12:00:00.007' AS datetime))))) AND [id] IS NOT NULL AND [day] IS NOT NULL)
ORDER BY cut.[note], cut.[id], cut.[day]
OFFSET 19999 ROWS FETCH NEXT 1 ROWS ONLY;

-- a piece
SELECT [id], [note], [day] FROM [dbo].[order lines]
WHERE (
id > 10 -- later
) AND (([note] >= CAST(N'it''s' AS nvarchar(50)) AND ([note] > CAST(N'it''s' AS nvarchar(50)) OR ([id] >= 7 AND ([id] > 7 OR [day] > CAST('2024-02-29T12:00:00.007' AS datetime))))) AND ([note] <= CAST(N'z' AS nvarchar(50)) AND ([note] < CAST(N'z' AS nvarchar(50)) OR [id] <= 2147483647)) AND [id] IS NOT NULL AND [day] IS NOT NULL);

-- pieces
SELECT COUNT_BIG(*) FROM [dbo].[order lines]
WHERE (
id > 10 -- later
) AND ((([note] <= CAST(N'it''s' AS nvarchar(50)) AND ([note] < CAST(N'it''s' AS nvarchar(50)) OR ([id] <= 7 AND ([id] < 7 OR [day] <= CAST('2024-02-29T12:00:00.007' AS datetime))))) AND [id] IS NOT NULL AND [day] IS NOT NULL)
  OR (([note] >= CAST(N'z' AS nvarchar(50)) AND ([note] > CAST(N'z' AS nvarchar(50)) OR [id] > 2147483647)) AND [id] IS NOT NULL AND [day] IS NOT NULL));

-- sums by the numbers that lead the keys
SELECT CAST(CASE WHEN halves.k1 >= CAST(3003121658 AS bigint) THEN 715 WHEN halves.k1 > CAST(-5 AS bigint) THEN (halves.k1 - CAST(-5 AS bigint)) / CAST(4194304 AS bigint) ELSE 0 END AS int), COUNT_BIG(*),
  SUM(CAST(halves.high AS decimal(38, 0))), SUM(CAST(halves.low AS decimal(38, 0)))
FROM (
  SELECT CONVERT(bigint, SUBSTRING(CAST(hashed.hash AS binary(16)), 1, 8)) AS high,
    CONVERT(bigint, SUBSTRING(CAST(hashed.hash AS binary(16)), 9, 8)) AS low, read_rows.reconcile_k1 AS k1
  FROM (
    SELECT [id], [note], [id] AS reconcile_k1
    FROM [dbo].[order lines]
  ) AS read_rows
  CROSS APPLY (
    SELECT CAST(MAX(candidate.hash) AS uniqueidentifier) AS hash
    FROM (VALUES (CAST(HASHBYTES('MD5', CONCAT(
CASE WHEN [id] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(20), [id]) + '|' END,
CASE WHEN [note] IS NULL THEN '~' + '|' WHEN CAST(CAST(CAST([note] AS nvarchar(50)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(150)) AS nvarchar(50)) <> CAST([note] AS nvarchar(50)) THEN '!' + CONVERT(varchar(32), HASHBYTES('MD5', CAST([note] AS nvarchar(50))), 2) + '|' ELSE CAST(DATALENGTH(RTRIM(CAST(CAST([note] AS nvarchar(50)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(150)))) AS varchar(10)) + ':' + RTRIM(CAST(CAST([note] AS nvarchar(50)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(150))) + '|' END)) AS uniqueidentifier)), ('00000000-0000-0000-0000-000000000000')) AS candidate (hash)
  ) AS hashed
) AS halves
GROUP BY CASE WHEN halves.k1 >= CAST(3003121658 AS bigint) THEN 715 WHEN halves.k1 > CAST(-5 AS bigint) THEN (halves.k1 - CAST(-5 AS bigint)) / CAST(4194304 AS bigint) ELSE 0 END;

-- what lacks a key
SELECT COUNT_BIG(*) FROM [dbo].[order lines]
WHERE (
id > 10 -- later
) AND ([note] IS NULL OR [id] IS NULL OR [day] IS NULL);

-- what has one
SELECT COUNT_BIG(*) FROM [dbo].[order lines]
WHERE (
id > 10 -- later
) AND ([note] IS NOT NULL AND [id] IS NOT NULL AND [day] IS NOT NULL);
