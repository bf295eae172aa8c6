-- The T-SQL that reconcile sends. Whoever changes it says in the commit against which server that speaks TDS
-- the contract suite (SqlServerContractIT) was run with the new text, and what it said.

-- the hashed keys of some buckets
SELECT halves.high, halves.low, halves.k1
FROM (
  SELECT CONVERT(bigint, SUBSTRING(CAST(hashed.hash AS binary(16)), 1, 8)) AS high,
    CONVERT(bigint, SUBSTRING(CAST(hashed.hash AS binary(16)), 9, 8)) AS low, read_rows.reconcile_k1 AS k1
  FROM (
    SELECT [id], [note], [id] AS reconcile_k1
    FROM [dbo].[order lines]
WHERE (
id > 10 -- later
)
  ) AS read_rows
  CROSS APPLY (
    SELECT CAST(MAX(candidate.hash) AS uniqueidentifier) AS hash
    FROM (VALUES (CAST(HASHBYTES('MD5', CONCAT(
CASE WHEN [id] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(20), [id]) + '|' END,
CASE WHEN [note] IS NULL THEN '~' + '|' WHEN CAST(CAST(CAST([note] AS nvarchar(50)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(150)) AS nvarchar(50)) <> CAST([note] AS nvarchar(50)) THEN '!' + CONVERT(varchar(32), HASHBYTES('MD5', CAST([note] AS nvarchar(50))), 2) + '|' ELSE CAST(DATALENGTH(RTRIM(CAST(CAST([note] AS nvarchar(50)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(150)))) AS varchar(10)) + ':' + RTRIM(CAST(CAST([note] AS nvarchar(50)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(150))) + '|' END)) AS uniqueidentifier)), ('00000000-0000-0000-0000-000000000000')) AS candidate (hash)
  ) AS hashed
) AS halves
WHERE CAST(SUBSTRING(0x0810, CAST((halves.low & 15) / 8 AS int) + 1, 1) AS int) & POWER(2, CAST(halves.low & 7 AS int)) <> 0;

-- the hashed rows of all buckets of a table without a key
SELECT halves.high, halves.low, halves.k1, halves.k2
FROM (
  SELECT CONVERT(bigint, SUBSTRING(CAST(hashed.hash AS binary(16)), 1, 8)) AS high,
    CONVERT(bigint, SUBSTRING(CAST(hashed.hash AS binary(16)), 9, 8)) AS low, read_rows.reconcile_k1 AS k1, read_rows.reconcile_k2 AS k2
  FROM (
    SELECT [id], [note], [id] AS reconcile_k1, [note] AS reconcile_k2
    FROM [dbo].[order lines]
  ) AS read_rows
  CROSS APPLY (
    SELECT CAST(MAX(candidate.hash) AS uniqueidentifier) AS hash
    FROM (VALUES (CAST(HASHBYTES('MD5', CONCAT(
CASE WHEN [id] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(20), [id]) + '|' END,
CASE WHEN [note] IS NULL THEN '~' + '|' WHEN CAST(CAST(CAST([note] AS nvarchar(50)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(150)) AS nvarchar(50)) <> CAST([note] AS nvarchar(50)) THEN '!' + CONVERT(varchar(32), HASHBYTES('MD5', CAST([note] AS nvarchar(50))), 2) + '|' ELSE CAST(DATALENGTH(RTRIM(CAST(CAST([note] AS nvarchar(50)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(150)))) AS varchar(10)) + ':' + RTRIM(CAST(CAST([note] AS nvarchar(50)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(150))) + '|' END)) AS uniqueidentifier)), ('00000000-0000-0000-0000-000000000000')) AS candidate (hash)
  ) AS hashed
) AS halves;

-- rows of some keys of one column
SELECT [id], [note] FROM [dbo].[order lines]
WHERE (
id > 10 -- later
) AND ([id] IN (1)
  OR ([id] IS NULL));

-- rows of some keys of two columns
SELECT [id], [note] FROM [dbo].[order lines]
WHERE (([id] = 1 AND [note] = CAST(N'it''s' AS nvarchar(50)))
  OR ([id] = 2 AND [note] = CAST(N'x' AS nvarchar(50))));
