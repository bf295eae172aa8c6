-- the expression's type
SELECT TOP (0) (
first || ' ' || last -- in full
) AS expressed FROM [dbo].[people];

-- rehearsal
SELECT TOP (0) [id], [name] FROM (SELECT [id], (
first || ' ' || last -- in full
) AS [name] FROM [dbo].[people]
WHERE (
last <> '' -- known
) AND CASE WHEN
last <> '' -- known
THEN 1 END = 1) AS expressed
WHERE 1 = 0;

-- fingerprints
SELECT CAST(halves.low & 15 AS int), COUNT_BIG(*),
  SUM(CAST(halves.high AS decimal(38, 0))), SUM(CAST(halves.low AS decimal(38, 0)))
FROM (
  SELECT CONVERT(bigint, SUBSTRING(CAST(hashed.hash AS binary(16)), 1, 8)) AS high,
    CONVERT(bigint, SUBSTRING(CAST(hashed.hash AS binary(16)), 9, 8)) AS low
  FROM (
    SELECT [id], [name]
    FROM (SELECT [id], (
first || ' ' || last -- in full
) AS [name] FROM [dbo].[people]
WHERE (
last <> '' -- known
)) AS expressed
  ) AS read_rows
  CROSS APPLY (
    SELECT CAST(MAX(candidate.hash) AS uniqueidentifier) AS hash
    FROM (VALUES (CAST(HASHBYTES('MD5', CONCAT(
CASE WHEN [id] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(20), [id]) + '|' END,
CASE WHEN [name] IS NULL THEN '~' + '|' WHEN CAST(CAST(CAST([name] AS nvarchar(50)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(150)) AS nvarchar(50)) <> CAST([name] AS nvarchar(50)) THEN '!' + CONVERT(varchar(32), HASHBYTES('MD5', CAST([name] AS nvarchar(50))), 2) + '|' ELSE CAST(DATALENGTH(CAST(CAST([name] AS nvarchar(50)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(150))) AS varchar(10)) + ':' + CAST(CAST([name] AS nvarchar(50)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(150)) + '|' END)) AS uniqueidentifier)), ('00000000-0000-0000-0000-000000000000')) AS candidate (hash)
  ) AS hashed
) AS halves
GROUP BY halves.low & 15;

-- hashed keys
SELECT halves.high, halves.low, halves.k1
FROM (
  SELECT CONVERT(bigint, SUBSTRING(CAST(hashed.hash AS binary(16)), 1, 8)) AS high,
    CONVERT(bigint, SUBSTRING(CAST(hashed.hash AS binary(16)), 9, 8)) AS low, read_rows.reconcile_k1 AS k1
  FROM (
    SELECT [id], [name], [id] AS reconcile_k1
    FROM (SELECT [id], (
first || ' ' || last -- in full
) AS [name] FROM [dbo].[people]
WHERE (
last <> '' -- known
)) AS expressed
  ) AS read_rows
  CROSS APPLY (
    SELECT CAST(MAX(candidate.hash) AS uniqueidentifier) AS hash
    FROM (VALUES (CAST(HASHBYTES('MD5', CONCAT(
CASE WHEN [id] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(20), [id]) + '|' END,
CASE WHEN [name] IS NULL THEN '~' + '|' WHEN CAST(CAST(CAST([name] AS nvarchar(50)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(150)) AS nvarchar(50)) <> CAST([name] AS nvarchar(50)) THEN '!' + CONVERT(varchar(32), HASHBYTES('MD5', CAST([name] AS nvarchar(50))), 2) + '|' ELSE CAST(DATALENGTH(CAST(CAST([name] AS nvarchar(50)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(150))) AS varchar(10)) + ':' + CAST(CAST([name] AS nvarchar(50)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(150)) + '|' END)) AS uniqueidentifier)), ('00000000-0000-0000-0000-000000000000')) AS candidate (hash)
  ) AS hashed
) AS halves
WHERE CAST(SUBSTRING(0x0800, CAST((halves.low & 15) / 8 AS int) + 1, 1) AS int) & POWER(2, CAST(halves.low & 7 AS int)) <> 0;

-- lookup
SELECT [id], [name] FROM (SELECT [id], (
first || ' ' || last -- in full
) AS [name] FROM [dbo].[people]
WHERE (
last <> '' -- known
)) AS expressed
WHERE ([id] IN (7));

-- rows
SELECT [id], [name] FROM (SELECT [id], (
first || ' ' || last -- in full
) AS [name] FROM [dbo].[people]
WHERE (
last <> '' -- known
)) AS expressed;
