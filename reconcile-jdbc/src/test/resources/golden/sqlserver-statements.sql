-- The T-SQL that reconcile sends. Whoever changes it says in the commit against which server that speaks TDS
-- the contract suite (SqlServerContractIT) was run with the new text, and what it said.

-- a rehearsal of a table
SELECT TOP (0) [id], [Ti]]tle] FROM [Odd]]schema].[order.lines]
WHERE 1 = 0;

-- a rehearsal of some rows without columns
SELECT TOP (0) 0 FROM [Odd]]schema].[order.lines]
WHERE 1 = 0 AND (
id > 10 -- from the second page
) AND CASE WHEN
id > 10 -- from the second page
THEN 1 END = 1;

-- the count of a table
SELECT COUNT_BIG(*) FROM [Odd]]schema].[order.lines];

-- the count of some rows
SELECT COUNT_BIG(*) FROM [t]
WHERE (
id > 10 -- from the second page
);

-- the fingerprints of a table
SELECT CAST(halves.low & 1023 AS int), COUNT_BIG(*),
  SUM(CAST(halves.high AS decimal(38, 0))), SUM(CAST(halves.low AS decimal(38, 0)))
FROM (
  SELECT CONVERT(bigint, SUBSTRING(CAST(hashed.hash AS binary(16)), 1, 8)) AS high,
    CONVERT(bigint, SUBSTRING(CAST(hashed.hash AS binary(16)), 9, 8)) AS low
  FROM (
    SELECT [id], [Ti]]tle], [changed at], [at], [note]
    FROM [Odd]]schema].[order.lines]
  ) AS read_rows
  CROSS APPLY (
    SELECT CAST(MAX(candidate.hash) AS uniqueidentifier) AS hash
    FROM (VALUES (CAST(HASHBYTES('MD5', CONCAT(
CAST('' AS varchar(max)),
CASE WHEN [id] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(20), [id]) + '|' END,
CASE WHEN [Ti]]tle] IS NULL THEN '~' + '|' WHEN CAST(CAST(CAST([Ti]]tle] AS nvarchar(50)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(150)) AS nvarchar(50)) <> CAST([Ti]]tle] AS nvarchar(50)) THEN '!' + CONVERT(varchar(32), HASHBYTES('MD5', CAST([Ti]]tle] AS nvarchar(50))), 2) + '|' ELSE CAST(DATALENGTH(CAST(CAST([Ti]]tle] AS nvarchar(50)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(150))) AS varchar(10)) + ':' + CAST(CAST([Ti]]tle] AS nvarchar(50)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(150)) + '|' END,
CASE WHEN [changed at] IS NULL THEN '~' + '|' ELSE CASE WHEN [changed at] >= CAST('9999-12-31T23:59:59.9999995' AS datetime2(7)) THEN '10000-01-01 00:00:00.000000' ELSE LEFT(CONVERT(varchar(27), DATEADD(nanosecond, 500, [changed at]), 121), 26) END + '|' END,
CASE WHEN [at] IS NULL THEN '~' + '|' ELSE CASE WHEN CAST(SWITCHOFFSET([at], '+00:00') AS datetime2(7)) >= CAST('9999-12-31T23:59:59.9999995' AS datetime2(7)) THEN '10000-01-01 00:00:00.000000' ELSE LEFT(CONVERT(varchar(27), DATEADD(nanosecond, 500, CAST(SWITCHOFFSET([at], '+00:00') AS datetime2(7))), 121), 26) END + '|' END,
CASE WHEN [note] IS NULL THEN '~' + '|' ELSE CAST(DATALENGTH(RTRIM(CAST(CAST([note] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)))) AS varchar(10)) + ':' + RTRIM(CAST(CAST([note] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))) + '|' END)) AS uniqueidentifier)), ('00000000-0000-0000-0000-000000000000')) AS candidate (hash)
  ) AS hashed
) AS halves
GROUP BY halves.low & 1023;

-- the fingerprints of some rows of one column
SELECT CAST(halves.low & 0 AS int), COUNT_BIG(*),
  SUM(CAST(halves.high AS decimal(38, 0))), SUM(CAST(halves.low AS decimal(38, 0)))
FROM (
  SELECT CONVERT(bigint, SUBSTRING(CAST(hashed.hash AS binary(16)), 1, 8)) AS high,
    CONVERT(bigint, SUBSTRING(CAST(hashed.hash AS binary(16)), 9, 8)) AS low
  FROM (
    SELECT [id]
    FROM [Odd]]schema].[order.lines]
WHERE (
id > 10 -- from the second page
)
  ) AS read_rows
  CROSS APPLY (
    SELECT CAST(MAX(candidate.hash) AS uniqueidentifier) AS hash
    FROM (VALUES (CAST(HASHBYTES('MD5', CASE WHEN [id] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(20), [id]) + '|' END) AS uniqueidentifier)), ('00000000-0000-0000-0000-000000000000')) AS candidate (hash)
  ) AS hashed
) AS halves
GROUP BY halves.low & 0;

-- the rows of a table
SELECT [id], [Ti]]tle], [changed at], CAST(SWITCHOFFSET([at], '+00:00') AS datetime2(7)), CAST([note] AS nvarchar(max)) FROM [Odd]]schema].[order.lines];

-- some rows without columns
SELECT 0 FROM [Odd]]schema].[order.lines]
WHERE (
id > 10 -- from the second page
);

-- whether text can be hashed
SELECT DATALENGTH(CAST(CAST(NCHAR(8364) AS nvarchar(1)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(3)));

-- fingerprints of what was changed lately
SELECT CAST(halves.low & 1023 AS int), COUNT_BIG(*),
  SUM(CAST(halves.high AS decimal(38, 0))), SUM(CAST(halves.low AS decimal(38, 0)))
FROM (
  SELECT CONVERT(bigint, SUBSTRING(CAST(hashed.hash AS binary(16)), 1, 8)) AS high,
    CONVERT(bigint, SUBSTRING(CAST(hashed.hash AS binary(16)), 9, 8)) AS low
  FROM (
    SELECT [id], [at]
    FROM [Odd]]schema].[order.lines]
WHERE [at] >= CAST('2026-11-01T00:00:00+00:00' AS datetimeoffset(7))
  ) AS read_rows
  CROSS APPLY (
    SELECT CAST(MAX(candidate.hash) AS uniqueidentifier) AS hash
    FROM (VALUES (CAST(HASHBYTES('MD5', CONCAT(
CASE WHEN [id] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(20), [id]) + '|' END,
CASE WHEN [at] IS NULL THEN '~' + '|' ELSE CASE WHEN CAST(SWITCHOFFSET([at], '+00:00') AS datetime2(7)) >= CAST('9999-12-31T23:59:59.9999995' AS datetime2(7)) THEN '10000-01-01 00:00:00.000000' ELSE LEFT(CONVERT(varchar(27), DATEADD(nanosecond, 500, CAST(SWITCHOFFSET([at], '+00:00') AS datetime2(7))), 121), 26) END + '|' END)) AS uniqueidentifier)), ('00000000-0000-0000-0000-000000000000')) AS candidate (hash)
  ) AS hashed
) AS halves
GROUP BY halves.low & 1023;

-- whether an index finds it
SELECT i.name FROM sys.indexes i JOIN sys.index_columns k ON k.object_id = i.object_id AND k.index_id = i.index_id JOIN sys.columns c ON c.object_id = k.object_id AND c.column_id = k.column_id WHERE i.object_id = OBJECT_ID(N'[it''s].[t]') AND c.name = N'at' AND k.key_ordinal = 1 AND i.type IN (1, 2) AND i.is_disabled = 0 AND i.has_filter = 0 AND i.is_hypothetical = 0;
