-- The T-SQL that reconcile sends. Whoever changes it says in the commit against which server that speaks TDS
-- the contract suite (SqlServerContractIT) was run with the new text, and what it said.

-- bit, read here
[c]
-- bit as Bool[]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(20), [c]) + '|' END
-- bit as Whole[]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(20), [c]) + '|' END

-- tinyint, read here
[c]
-- tinyint as Whole[]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(20), [c]) + '|' END
-- tinyint as Decimal[minScale=2]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(20), [c]) + '.00' + '|' END
-- tinyint as Decimal[minScale=38]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(20), [c]) + '.00000000000000000000000000000000000000' + '|' END
-- tinyint as Decimal[minScale=0]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(20), [c]) + '|' END

-- smallint, read here
[c]
-- smallint as Whole[]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(20), [c]) + '|' END
-- smallint as Decimal[minScale=2]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(20), [c]) + '.00' + '|' END
-- smallint as Decimal[minScale=38]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(20), [c]) + '.00000000000000000000000000000000000000' + '|' END
-- smallint as Decimal[minScale=0]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(20), [c]) + '|' END

-- int, read here
[c]
-- int as Whole[]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(20), [c]) + '|' END
-- int as Decimal[minScale=2]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(20), [c]) + '.00' + '|' END
-- int as Decimal[minScale=38]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(20), [c]) + '.00000000000000000000000000000000000000' + '|' END
-- int as Decimal[minScale=0]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(20), [c]) + '|' END

-- bigint, read here
[c]
-- bigint as Whole[]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(20), [c]) + '|' END
-- bigint as Decimal[minScale=2]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(20), [c]) + '.00' + '|' END
-- bigint as Decimal[minScale=38]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(20), [c]) + '.00000000000000000000000000000000000000' + '|' END
-- bigint as Decimal[minScale=0]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(20), [c]) + '|' END

-- money, read here
[c]
-- money as Decimal[minScale=4]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(41), CAST([c] AS decimal(19, 4))) + '|' END
-- money as Decimal[minScale=38]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(41), CAST([c] AS decimal(19, 4))) + '0000000000000000000000000000000000' + '|' END

-- smallmoney, read here
[c]
-- smallmoney as Decimal[minScale=4]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(41), CAST([c] AS decimal(10, 4))) + '|' END
-- smallmoney as Decimal[minScale=38]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(41), CAST([c] AS decimal(10, 4))) + '0000000000000000000000000000000000' + '|' END

-- real, read here
[c]
-- real as Floating[]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN [c] = 0 THEN '0000000000000000' ELSE LOWER(CONVERT(varchar(16), CAST(CAST([c] AS float(53)) AS varbinary(8)), 2)) END + '|' END

-- float, read here
[c]
-- float as Floating[]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN [c] = 0 THEN '0000000000000000' ELSE LOWER(CONVERT(varchar(16), CAST(CAST([c] AS float(53)) AS varbinary(8)), 2)) END + '|' END

-- date, read here
[c]
-- date as Date[]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(char(10), [c], 23) + '|' END

-- datetime, read here
[c]
-- datetime as Timestamp[digits=0, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN CONVERT(datetime2(3), CONVERT(char(23), [c], 121), 121) >= CAST('9999-12-31T23:59:59.5' AS datetime2(7)) THEN '10000-01-01 00:00:00' ELSE LEFT(CONVERT(varchar(27), DATEADD(nanosecond, 500000000, CONVERT(datetime2(3), CONVERT(char(23), [c], 121), 121)), 121), 19) END + '|' END
-- datetime as Timestamp[digits=0, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CONVERT(datetime2(3), CONVERT(char(23), [c], 121), 121), 121), 19) + '|' END
-- datetime as Timestamp[digits=2, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN CONVERT(datetime2(3), CONVERT(char(23), [c], 121), 121) >= CAST('9999-12-31T23:59:59.995' AS datetime2(7)) THEN '10000-01-01 00:00:00.00' ELSE LEFT(CONVERT(varchar(27), DATEADD(nanosecond, 5000000, CONVERT(datetime2(3), CONVERT(char(23), [c], 121), 121)), 121), 22) END + '|' END
-- datetime as Timestamp[digits=2, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CONVERT(datetime2(3), CONVERT(char(23), [c], 121), 121), 121), 22) + '|' END
-- datetime as Timestamp[digits=3, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(char(23), [c], 121) + '|' END
-- datetime as Timestamp[digits=3, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(char(23), [c], 121) + '|' END
-- datetime as Timestamp[digits=6, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(char(23), [c], 121) + '000' + '|' END
-- datetime as Timestamp[digits=6, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(char(23), [c], 121) + '000' + '|' END
-- datetime as Timestamp[digits=7, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(char(23), [c], 121) + '0000' + '|' END
-- datetime as Timestamp[digits=7, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(char(23), [c], 121) + '0000' + '|' END

-- smalldatetime, read here
[c]
-- smalldatetime as Timestamp[digits=0, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(char(19), [c], 120) + '|' END
-- smalldatetime as Timestamp[digits=0, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(char(19), [c], 120) + '|' END
-- smalldatetime as Timestamp[digits=2, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(char(19), [c], 120) + '.00' + '|' END
-- smalldatetime as Timestamp[digits=2, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(char(19), [c], 120) + '.00' + '|' END
-- smalldatetime as Timestamp[digits=3, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(char(19), [c], 120) + '.000' + '|' END
-- smalldatetime as Timestamp[digits=3, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(char(19), [c], 120) + '.000' + '|' END
-- smalldatetime as Timestamp[digits=6, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(char(19), [c], 120) + '.000000' + '|' END
-- smalldatetime as Timestamp[digits=6, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(char(19), [c], 120) + '.000000' + '|' END
-- smalldatetime as Timestamp[digits=7, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(char(19), [c], 120) + '.0000000' + '|' END
-- smalldatetime as Timestamp[digits=7, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(char(19), [c], 120) + '.0000000' + '|' END

-- uniqueidentifier, read here
[c]
-- uniqueidentifier as Uuid[]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LOWER(CONVERT(char(36), [c])) + '|' END

-- text, read here
CAST([c] AS nvarchar(max))
-- text as Text[trailingBlanksStripped=false]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CAST(DATALENGTH(CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))) AS varchar(10)) + ':' + CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) + '|' END
-- text as Text[trailingBlanksStripped=true]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CAST(DATALENGTH(RTRIM(CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)))) AS varchar(10)) + ':' + RTRIM(CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))) + '|' END

-- ntext, read here
[c]
-- ntext as Text[trailingBlanksStripped=false]
CASE WHEN [c] IS NULL THEN '~' + '|' WHEN CAST(CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) AS nvarchar(max)) <> CAST([c] AS nvarchar(max)) THEN '!' + CONVERT(varchar(32), HASHBYTES('MD5', CAST([c] AS nvarchar(max))), 2) + '|' ELSE CAST(DATALENGTH(CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))) AS varchar(10)) + ':' + CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) + '|' END
-- ntext as Text[trailingBlanksStripped=true]
CASE WHEN [c] IS NULL THEN '~' + '|' WHEN CAST(CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) AS nvarchar(max)) <> CAST([c] AS nvarchar(max)) THEN '!' + CONVERT(varchar(32), HASHBYTES('MD5', CAST([c] AS nvarchar(max))), 2) + '|' ELSE CAST(DATALENGTH(RTRIM(CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)))) AS varchar(10)) + ':' + RTRIM(CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))) + '|' END

-- image, read here
[c]
-- image as Binary[]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LOWER(CONVERT(varchar(max), CAST([c] AS varbinary(max)), 2)) + '|' END

-- rowversion, read here
[c]
-- rowversion as Binary[]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LOWER(CONVERT(varchar(16), CAST([c] AS varbinary(8)), 2)) + '|' END

-- decimal(10,2), read here
[c]
-- decimal(10,2) as Decimal[minScale=2]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(41), CAST([c] AS decimal(10, 2))) + '|' END
-- decimal(10,2) as Decimal[minScale=38]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(41), CAST([c] AS decimal(10, 2))) + '000000000000000000000000000000000000' + '|' END

-- numeric(38,0), read here
[c]
-- numeric(38,0) as Decimal[minScale=0]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(41), CAST([c] AS decimal(38, 0))) + '|' END
-- numeric(38,0) as Decimal[minScale=2]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(41), CAST([c] AS decimal(38, 0))) + '.00' + '|' END
-- numeric(38,0) as Decimal[minScale=38]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(41), CAST([c] AS decimal(38, 0))) + '.00000000000000000000000000000000000000' + '|' END

-- decimal(38,38), read here
[c]
-- decimal(38,38) as Decimal[minScale=38]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CONVERT(varchar(41), CAST([c] AS decimal(38, 38))) + '|' END

-- time(0), read here
[c]
-- time(0) as Time[digits=0, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 8) + '|' END
-- time(0) as Time[digits=0, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 8) + '|' END
-- time(0) as Time[digits=2, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 8) + '.00' + '|' END
-- time(0) as Time[digits=2, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 8) + '.00' + '|' END
-- time(0) as Time[digits=3, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 8) + '.000' + '|' END
-- time(0) as Time[digits=3, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 8) + '.000' + '|' END
-- time(0) as Time[digits=6, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 8) + '.000000' + '|' END
-- time(0) as Time[digits=6, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 8) + '.000000' + '|' END
-- time(0) as Time[digits=7, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 8) + '.0000000' + '|' END
-- time(0) as Time[digits=7, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 8) + '.0000000' + '|' END

-- time(3), read here
[c]
-- time(3) as Time[digits=0, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN [c] >= CAST('23:59:59.5' AS time(7)) THEN '24:00:00' ELSE LEFT(CONVERT(varchar(16), DATEADD(nanosecond, 500000000, [c]), 121), 8) END + '|' END
-- time(3) as Time[digits=0, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 8) + '|' END
-- time(3) as Time[digits=2, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN [c] >= CAST('23:59:59.995' AS time(7)) THEN '24:00:00.00' ELSE LEFT(CONVERT(varchar(16), DATEADD(nanosecond, 5000000, [c]), 121), 11) END + '|' END
-- time(3) as Time[digits=2, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 11) + '|' END
-- time(3) as Time[digits=3, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 12) + '|' END
-- time(3) as Time[digits=3, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 12) + '|' END
-- time(3) as Time[digits=6, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 12) + '000' + '|' END
-- time(3) as Time[digits=6, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 12) + '000' + '|' END
-- time(3) as Time[digits=7, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 12) + '0000' + '|' END
-- time(3) as Time[digits=7, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 12) + '0000' + '|' END

-- time(6), read here
[c]
-- time(6) as Time[digits=0, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN [c] >= CAST('23:59:59.5' AS time(7)) THEN '24:00:00' ELSE LEFT(CONVERT(varchar(16), DATEADD(nanosecond, 500000000, [c]), 121), 8) END + '|' END
-- time(6) as Time[digits=0, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 8) + '|' END
-- time(6) as Time[digits=2, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN [c] >= CAST('23:59:59.995' AS time(7)) THEN '24:00:00.00' ELSE LEFT(CONVERT(varchar(16), DATEADD(nanosecond, 5000000, [c]), 121), 11) END + '|' END
-- time(6) as Time[digits=2, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 11) + '|' END
-- time(6) as Time[digits=3, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN [c] >= CAST('23:59:59.9995' AS time(7)) THEN '24:00:00.000' ELSE LEFT(CONVERT(varchar(16), DATEADD(nanosecond, 500000, [c]), 121), 12) END + '|' END
-- time(6) as Time[digits=3, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 12) + '|' END
-- time(6) as Time[digits=6, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 15) + '|' END
-- time(6) as Time[digits=6, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 15) + '|' END
-- time(6) as Time[digits=7, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 15) + '0' + '|' END
-- time(6) as Time[digits=7, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 15) + '0' + '|' END

-- time(7), read here
[c]
-- time(7) as Time[digits=0, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN [c] >= CAST('23:59:59.5' AS time(7)) THEN '24:00:00' ELSE LEFT(CONVERT(varchar(16), DATEADD(nanosecond, 500000000, [c]), 121), 8) END + '|' END
-- time(7) as Time[digits=0, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 8) + '|' END
-- time(7) as Time[digits=2, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN [c] >= CAST('23:59:59.995' AS time(7)) THEN '24:00:00.00' ELSE LEFT(CONVERT(varchar(16), DATEADD(nanosecond, 5000000, [c]), 121), 11) END + '|' END
-- time(7) as Time[digits=2, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 11) + '|' END
-- time(7) as Time[digits=3, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN [c] >= CAST('23:59:59.9995' AS time(7)) THEN '24:00:00.000' ELSE LEFT(CONVERT(varchar(16), DATEADD(nanosecond, 500000, [c]), 121), 12) END + '|' END
-- time(7) as Time[digits=3, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 12) + '|' END
-- time(7) as Time[digits=6, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN [c] >= CAST('23:59:59.9999995' AS time(7)) THEN '24:00:00.000000' ELSE LEFT(CONVERT(varchar(16), DATEADD(nanosecond, 500, [c]), 121), 15) END + '|' END
-- time(7) as Time[digits=6, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 15) + '|' END
-- time(7) as Time[digits=7, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 16) + '|' END
-- time(7) as Time[digits=7, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(16), [c], 121), 16) + '|' END

-- datetime2(0), read here
[c]
-- datetime2(0) as Timestamp[digits=0, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 19) + '|' END
-- datetime2(0) as Timestamp[digits=0, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 19) + '|' END
-- datetime2(0) as Timestamp[digits=2, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 19) + '.00' + '|' END
-- datetime2(0) as Timestamp[digits=2, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 19) + '.00' + '|' END
-- datetime2(0) as Timestamp[digits=3, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 19) + '.000' + '|' END
-- datetime2(0) as Timestamp[digits=3, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 19) + '.000' + '|' END
-- datetime2(0) as Timestamp[digits=6, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 19) + '.000000' + '|' END
-- datetime2(0) as Timestamp[digits=6, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 19) + '.000000' + '|' END
-- datetime2(0) as Timestamp[digits=7, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 19) + '.0000000' + '|' END
-- datetime2(0) as Timestamp[digits=7, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 19) + '.0000000' + '|' END

-- datetime2(3), read here
[c]
-- datetime2(3) as Timestamp[digits=0, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN [c] >= CAST('9999-12-31T23:59:59.5' AS datetime2(7)) THEN '10000-01-01 00:00:00' ELSE LEFT(CONVERT(varchar(27), DATEADD(nanosecond, 500000000, [c]), 121), 19) END + '|' END
-- datetime2(3) as Timestamp[digits=0, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 19) + '|' END
-- datetime2(3) as Timestamp[digits=2, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN [c] >= CAST('9999-12-31T23:59:59.995' AS datetime2(7)) THEN '10000-01-01 00:00:00.00' ELSE LEFT(CONVERT(varchar(27), DATEADD(nanosecond, 5000000, [c]), 121), 22) END + '|' END
-- datetime2(3) as Timestamp[digits=2, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 22) + '|' END
-- datetime2(3) as Timestamp[digits=3, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 23) + '|' END
-- datetime2(3) as Timestamp[digits=3, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 23) + '|' END
-- datetime2(3) as Timestamp[digits=6, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 23) + '000' + '|' END
-- datetime2(3) as Timestamp[digits=6, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 23) + '000' + '|' END
-- datetime2(3) as Timestamp[digits=7, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 23) + '0000' + '|' END
-- datetime2(3) as Timestamp[digits=7, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 23) + '0000' + '|' END

-- datetime2(6), read here
[c]
-- datetime2(6) as Timestamp[digits=0, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN [c] >= CAST('9999-12-31T23:59:59.5' AS datetime2(7)) THEN '10000-01-01 00:00:00' ELSE LEFT(CONVERT(varchar(27), DATEADD(nanosecond, 500000000, [c]), 121), 19) END + '|' END
-- datetime2(6) as Timestamp[digits=0, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 19) + '|' END
-- datetime2(6) as Timestamp[digits=2, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN [c] >= CAST('9999-12-31T23:59:59.995' AS datetime2(7)) THEN '10000-01-01 00:00:00.00' ELSE LEFT(CONVERT(varchar(27), DATEADD(nanosecond, 5000000, [c]), 121), 22) END + '|' END
-- datetime2(6) as Timestamp[digits=2, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 22) + '|' END
-- datetime2(6) as Timestamp[digits=3, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN [c] >= CAST('9999-12-31T23:59:59.9995' AS datetime2(7)) THEN '10000-01-01 00:00:00.000' ELSE LEFT(CONVERT(varchar(27), DATEADD(nanosecond, 500000, [c]), 121), 23) END + '|' END
-- datetime2(6) as Timestamp[digits=3, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 23) + '|' END
-- datetime2(6) as Timestamp[digits=6, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 26) + '|' END
-- datetime2(6) as Timestamp[digits=6, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 26) + '|' END
-- datetime2(6) as Timestamp[digits=7, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 26) + '0' + '|' END
-- datetime2(6) as Timestamp[digits=7, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 26) + '0' + '|' END

-- datetime2(7), read here
[c]
-- datetime2(7) as Timestamp[digits=0, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN [c] >= CAST('9999-12-31T23:59:59.5' AS datetime2(7)) THEN '10000-01-01 00:00:00' ELSE LEFT(CONVERT(varchar(27), DATEADD(nanosecond, 500000000, [c]), 121), 19) END + '|' END
-- datetime2(7) as Timestamp[digits=0, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 19) + '|' END
-- datetime2(7) as Timestamp[digits=2, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN [c] >= CAST('9999-12-31T23:59:59.995' AS datetime2(7)) THEN '10000-01-01 00:00:00.00' ELSE LEFT(CONVERT(varchar(27), DATEADD(nanosecond, 5000000, [c]), 121), 22) END + '|' END
-- datetime2(7) as Timestamp[digits=2, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 22) + '|' END
-- datetime2(7) as Timestamp[digits=3, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN [c] >= CAST('9999-12-31T23:59:59.9995' AS datetime2(7)) THEN '10000-01-01 00:00:00.000' ELSE LEFT(CONVERT(varchar(27), DATEADD(nanosecond, 500000, [c]), 121), 23) END + '|' END
-- datetime2(7) as Timestamp[digits=3, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 23) + '|' END
-- datetime2(7) as Timestamp[digits=6, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN [c] >= CAST('9999-12-31T23:59:59.9999995' AS datetime2(7)) THEN '10000-01-01 00:00:00.000000' ELSE LEFT(CONVERT(varchar(27), DATEADD(nanosecond, 500, [c]), 121), 26) END + '|' END
-- datetime2(7) as Timestamp[digits=6, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 26) + '|' END
-- datetime2(7) as Timestamp[digits=7, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 27) + '|' END
-- datetime2(7) as Timestamp[digits=7, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), [c], 121), 27) + '|' END

-- datetimeoffset(0), read here
CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(0))
-- datetimeoffset(0) as Instant[digits=0, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(0)), 121), 19) + '|' END
-- datetimeoffset(0) as Instant[digits=0, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(0)), 121), 19) + '|' END
-- datetimeoffset(0) as Instant[digits=2, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(0)), 121), 19) + '.00' + '|' END
-- datetimeoffset(0) as Instant[digits=2, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(0)), 121), 19) + '.00' + '|' END
-- datetimeoffset(0) as Instant[digits=3, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(0)), 121), 19) + '.000' + '|' END
-- datetimeoffset(0) as Instant[digits=3, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(0)), 121), 19) + '.000' + '|' END
-- datetimeoffset(0) as Instant[digits=6, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(0)), 121), 19) + '.000000' + '|' END
-- datetimeoffset(0) as Instant[digits=6, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(0)), 121), 19) + '.000000' + '|' END
-- datetimeoffset(0) as Instant[digits=7, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(0)), 121), 19) + '.0000000' + '|' END
-- datetimeoffset(0) as Instant[digits=7, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(0)), 121), 19) + '.0000000' + '|' END

-- datetimeoffset(3), read here
CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(3))
-- datetimeoffset(3) as Instant[digits=0, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(3)) >= CAST('9999-12-31T23:59:59.5' AS datetime2(7)) THEN '10000-01-01 00:00:00' ELSE LEFT(CONVERT(varchar(27), DATEADD(nanosecond, 500000000, CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(3))), 121), 19) END + '|' END
-- datetimeoffset(3) as Instant[digits=0, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(3)), 121), 19) + '|' END
-- datetimeoffset(3) as Instant[digits=2, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(3)) >= CAST('9999-12-31T23:59:59.995' AS datetime2(7)) THEN '10000-01-01 00:00:00.00' ELSE LEFT(CONVERT(varchar(27), DATEADD(nanosecond, 5000000, CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(3))), 121), 22) END + '|' END
-- datetimeoffset(3) as Instant[digits=2, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(3)), 121), 22) + '|' END
-- datetimeoffset(3) as Instant[digits=3, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(3)), 121), 23) + '|' END
-- datetimeoffset(3) as Instant[digits=3, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(3)), 121), 23) + '|' END
-- datetimeoffset(3) as Instant[digits=6, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(3)), 121), 23) + '000' + '|' END
-- datetimeoffset(3) as Instant[digits=6, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(3)), 121), 23) + '000' + '|' END
-- datetimeoffset(3) as Instant[digits=7, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(3)), 121), 23) + '0000' + '|' END
-- datetimeoffset(3) as Instant[digits=7, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(3)), 121), 23) + '0000' + '|' END

-- datetimeoffset(6), read here
CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(6))
-- datetimeoffset(6) as Instant[digits=0, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(6)) >= CAST('9999-12-31T23:59:59.5' AS datetime2(7)) THEN '10000-01-01 00:00:00' ELSE LEFT(CONVERT(varchar(27), DATEADD(nanosecond, 500000000, CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(6))), 121), 19) END + '|' END
-- datetimeoffset(6) as Instant[digits=0, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(6)), 121), 19) + '|' END
-- datetimeoffset(6) as Instant[digits=2, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(6)) >= CAST('9999-12-31T23:59:59.995' AS datetime2(7)) THEN '10000-01-01 00:00:00.00' ELSE LEFT(CONVERT(varchar(27), DATEADD(nanosecond, 5000000, CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(6))), 121), 22) END + '|' END
-- datetimeoffset(6) as Instant[digits=2, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(6)), 121), 22) + '|' END
-- datetimeoffset(6) as Instant[digits=3, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(6)) >= CAST('9999-12-31T23:59:59.9995' AS datetime2(7)) THEN '10000-01-01 00:00:00.000' ELSE LEFT(CONVERT(varchar(27), DATEADD(nanosecond, 500000, CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(6))), 121), 23) END + '|' END
-- datetimeoffset(6) as Instant[digits=3, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(6)), 121), 23) + '|' END
-- datetimeoffset(6) as Instant[digits=6, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(6)), 121), 26) + '|' END
-- datetimeoffset(6) as Instant[digits=6, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(6)), 121), 26) + '|' END
-- datetimeoffset(6) as Instant[digits=7, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(6)), 121), 26) + '0' + '|' END
-- datetimeoffset(6) as Instant[digits=7, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(6)), 121), 26) + '0' + '|' END

-- datetimeoffset(7), read here
CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(7))
-- datetimeoffset(7) as Instant[digits=0, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(7)) >= CAST('9999-12-31T23:59:59.5' AS datetime2(7)) THEN '10000-01-01 00:00:00' ELSE LEFT(CONVERT(varchar(27), DATEADD(nanosecond, 500000000, CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(7))), 121), 19) END + '|' END
-- datetimeoffset(7) as Instant[digits=0, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(7)), 121), 19) + '|' END
-- datetimeoffset(7) as Instant[digits=2, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(7)) >= CAST('9999-12-31T23:59:59.995' AS datetime2(7)) THEN '10000-01-01 00:00:00.00' ELSE LEFT(CONVERT(varchar(27), DATEADD(nanosecond, 5000000, CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(7))), 121), 22) END + '|' END
-- datetimeoffset(7) as Instant[digits=2, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(7)), 121), 22) + '|' END
-- datetimeoffset(7) as Instant[digits=3, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(7)) >= CAST('9999-12-31T23:59:59.9995' AS datetime2(7)) THEN '10000-01-01 00:00:00.000' ELSE LEFT(CONVERT(varchar(27), DATEADD(nanosecond, 500000, CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(7))), 121), 23) END + '|' END
-- datetimeoffset(7) as Instant[digits=3, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(7)), 121), 23) + '|' END
-- datetimeoffset(7) as Instant[digits=6, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CASE WHEN CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(7)) >= CAST('9999-12-31T23:59:59.9999995' AS datetime2(7)) THEN '10000-01-01 00:00:00.000000' ELSE LEFT(CONVERT(varchar(27), DATEADD(nanosecond, 500, CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(7))), 121), 26) END + '|' END
-- datetimeoffset(7) as Instant[digits=6, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(7)), 121), 26) + '|' END
-- datetimeoffset(7) as Instant[digits=7, rounding=HALF_UP]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(7)), 121), 27) + '|' END
-- datetimeoffset(7) as Instant[digits=7, rounding=TRUNCATE]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LEFT(CONVERT(varchar(27), CAST(SWITCHOFFSET([c], '+00:00') AS datetime2(7)), 121), 27) + '|' END

-- varchar(1), read here
CAST([c] AS nvarchar(1))
-- varchar(1) as Text[trailingBlanksStripped=false]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CAST(DATALENGTH(CAST(CAST([c] AS nvarchar(1)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(3))) AS varchar(10)) + ':' + CAST(CAST([c] AS nvarchar(1)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(3)) + '|' END
-- varchar(1) as Text[trailingBlanksStripped=true]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CAST(DATALENGTH(RTRIM(CAST(CAST([c] AS nvarchar(1)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(3)))) AS varchar(10)) + ':' + RTRIM(CAST(CAST([c] AS nvarchar(1)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(3))) + '|' END

-- varchar(2655), read here
CAST([c] AS nvarchar(2655))
-- varchar(2655) as Text[trailingBlanksStripped=false]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CAST(DATALENGTH(CAST(CAST([c] AS nvarchar(2655)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(7965))) AS varchar(10)) + ':' + CAST(CAST([c] AS nvarchar(2655)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(7965)) + '|' END
-- varchar(2655) as Text[trailingBlanksStripped=true]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CAST(DATALENGTH(RTRIM(CAST(CAST([c] AS nvarchar(2655)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(7965)))) AS varchar(10)) + ':' + RTRIM(CAST(CAST([c] AS nvarchar(2655)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(7965))) + '|' END

-- varchar(2656), read here
CAST([c] AS nvarchar(2656))
-- varchar(2656) as Text[trailingBlanksStripped=false]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CAST(DATALENGTH(CAST(CAST([c] AS nvarchar(2656)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))) AS varchar(10)) + ':' + CAST(CAST([c] AS nvarchar(2656)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) + '|' END
-- varchar(2656) as Text[trailingBlanksStripped=true]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CAST(DATALENGTH(RTRIM(CAST(CAST([c] AS nvarchar(2656)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)))) AS varchar(10)) + ':' + RTRIM(CAST(CAST([c] AS nvarchar(2656)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))) + '|' END

-- varchar(4001), read here
CAST([c] AS nvarchar(max))
-- varchar(4001) as Text[trailingBlanksStripped=false]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CAST(DATALENGTH(CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))) AS varchar(10)) + ':' + CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) + '|' END
-- varchar(4001) as Text[trailingBlanksStripped=true]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CAST(DATALENGTH(RTRIM(CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)))) AS varchar(10)) + ':' + RTRIM(CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))) + '|' END

-- varchar(8000), read here
CAST([c] AS nvarchar(max))
-- varchar(8000) as Text[trailingBlanksStripped=false]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CAST(DATALENGTH(CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))) AS varchar(10)) + ':' + CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) + '|' END
-- varchar(8000) as Text[trailingBlanksStripped=true]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CAST(DATALENGTH(RTRIM(CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)))) AS varchar(10)) + ':' + RTRIM(CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))) + '|' END

-- varchar(max), read here
CAST([c] AS nvarchar(max))
-- varchar(max) as Text[trailingBlanksStripped=false]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CAST(DATALENGTH(CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))) AS varchar(10)) + ':' + CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) + '|' END
-- varchar(max) as Text[trailingBlanksStripped=true]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CAST(DATALENGTH(RTRIM(CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)))) AS varchar(10)) + ':' + RTRIM(CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))) + '|' END

-- nvarchar(1), read here
[c]
-- nvarchar(1) as Text[trailingBlanksStripped=false]
CASE WHEN [c] IS NULL THEN '~' + '|' WHEN CAST(CAST(CAST([c] AS nvarchar(1)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(3)) AS nvarchar(1)) <> CAST([c] AS nvarchar(1)) THEN '!' + CONVERT(varchar(32), HASHBYTES('MD5', CAST([c] AS nvarchar(1))), 2) + '|' ELSE CAST(DATALENGTH(CAST(CAST([c] AS nvarchar(1)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(3))) AS varchar(10)) + ':' + CAST(CAST([c] AS nvarchar(1)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(3)) + '|' END
-- nvarchar(1) as Text[trailingBlanksStripped=true]
CASE WHEN [c] IS NULL THEN '~' + '|' WHEN CAST(CAST(CAST([c] AS nvarchar(1)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(3)) AS nvarchar(1)) <> CAST([c] AS nvarchar(1)) THEN '!' + CONVERT(varchar(32), HASHBYTES('MD5', CAST([c] AS nvarchar(1))), 2) + '|' ELSE CAST(DATALENGTH(RTRIM(CAST(CAST([c] AS nvarchar(1)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(3)))) AS varchar(10)) + ':' + RTRIM(CAST(CAST([c] AS nvarchar(1)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(3))) + '|' END

-- nvarchar(2655), read here
[c]
-- nvarchar(2655) as Text[trailingBlanksStripped=false]
CASE WHEN [c] IS NULL THEN '~' + '|' WHEN CAST(CAST(CAST([c] AS nvarchar(2655)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(7965)) AS nvarchar(2655)) <> CAST([c] AS nvarchar(2655)) THEN '!' + CONVERT(varchar(32), HASHBYTES('MD5', CAST([c] AS nvarchar(2655))), 2) + '|' ELSE CAST(DATALENGTH(CAST(CAST([c] AS nvarchar(2655)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(7965))) AS varchar(10)) + ':' + CAST(CAST([c] AS nvarchar(2655)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(7965)) + '|' END
-- nvarchar(2655) as Text[trailingBlanksStripped=true]
CASE WHEN [c] IS NULL THEN '~' + '|' WHEN CAST(CAST(CAST([c] AS nvarchar(2655)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(7965)) AS nvarchar(2655)) <> CAST([c] AS nvarchar(2655)) THEN '!' + CONVERT(varchar(32), HASHBYTES('MD5', CAST([c] AS nvarchar(2655))), 2) + '|' ELSE CAST(DATALENGTH(RTRIM(CAST(CAST([c] AS nvarchar(2655)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(7965)))) AS varchar(10)) + ':' + RTRIM(CAST(CAST([c] AS nvarchar(2655)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(7965))) + '|' END

-- nvarchar(2656), read here
[c]
-- nvarchar(2656) as Text[trailingBlanksStripped=false]
CASE WHEN [c] IS NULL THEN '~' + '|' WHEN CAST(CAST(CAST([c] AS nvarchar(2656)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) AS nvarchar(2656)) <> CAST([c] AS nvarchar(2656)) THEN '!' + CONVERT(varchar(32), HASHBYTES('MD5', CAST([c] AS nvarchar(2656))), 2) + '|' ELSE CAST(DATALENGTH(CAST(CAST([c] AS nvarchar(2656)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))) AS varchar(10)) + ':' + CAST(CAST([c] AS nvarchar(2656)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) + '|' END
-- nvarchar(2656) as Text[trailingBlanksStripped=true]
CASE WHEN [c] IS NULL THEN '~' + '|' WHEN CAST(CAST(CAST([c] AS nvarchar(2656)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) AS nvarchar(2656)) <> CAST([c] AS nvarchar(2656)) THEN '!' + CONVERT(varchar(32), HASHBYTES('MD5', CAST([c] AS nvarchar(2656))), 2) + '|' ELSE CAST(DATALENGTH(RTRIM(CAST(CAST([c] AS nvarchar(2656)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)))) AS varchar(10)) + ':' + RTRIM(CAST(CAST([c] AS nvarchar(2656)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))) + '|' END

-- nvarchar(4000), read here
[c]
-- nvarchar(4000) as Text[trailingBlanksStripped=false]
CASE WHEN [c] IS NULL THEN '~' + '|' WHEN CAST(CAST(CAST([c] AS nvarchar(4000)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) AS nvarchar(4000)) <> CAST([c] AS nvarchar(4000)) THEN '!' + CONVERT(varchar(32), HASHBYTES('MD5', CAST([c] AS nvarchar(4000))), 2) + '|' ELSE CAST(DATALENGTH(CAST(CAST([c] AS nvarchar(4000)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))) AS varchar(10)) + ':' + CAST(CAST([c] AS nvarchar(4000)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) + '|' END
-- nvarchar(4000) as Text[trailingBlanksStripped=true]
CASE WHEN [c] IS NULL THEN '~' + '|' WHEN CAST(CAST(CAST([c] AS nvarchar(4000)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) AS nvarchar(4000)) <> CAST([c] AS nvarchar(4000)) THEN '!' + CONVERT(varchar(32), HASHBYTES('MD5', CAST([c] AS nvarchar(4000))), 2) + '|' ELSE CAST(DATALENGTH(RTRIM(CAST(CAST([c] AS nvarchar(4000)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)))) AS varchar(10)) + ':' + RTRIM(CAST(CAST([c] AS nvarchar(4000)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))) + '|' END

-- nvarchar(max), read here
[c]
-- nvarchar(max) as Text[trailingBlanksStripped=false]
CASE WHEN [c] IS NULL THEN '~' + '|' WHEN CAST(CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) AS nvarchar(max)) <> CAST([c] AS nvarchar(max)) THEN '!' + CONVERT(varchar(32), HASHBYTES('MD5', CAST([c] AS nvarchar(max))), 2) + '|' ELSE CAST(DATALENGTH(CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))) AS varchar(10)) + ':' + CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) + '|' END
-- nvarchar(max) as Text[trailingBlanksStripped=true]
CASE WHEN [c] IS NULL THEN '~' + '|' WHEN CAST(CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)) AS nvarchar(max)) <> CAST([c] AS nvarchar(max)) THEN '!' + CONVERT(varchar(32), HASHBYTES('MD5', CAST([c] AS nvarchar(max))), 2) + '|' ELSE CAST(DATALENGTH(RTRIM(CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max)))) AS varchar(10)) + ':' + RTRIM(CAST(CAST([c] AS nvarchar(max)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(max))) + '|' END

-- nvarchar(128), read here
[c]
-- nvarchar(128) as Text[trailingBlanksStripped=false]
CASE WHEN [c] IS NULL THEN '~' + '|' WHEN CAST(CAST(CAST([c] AS nvarchar(128)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(384)) AS nvarchar(128)) <> CAST([c] AS nvarchar(128)) THEN '!' + CONVERT(varchar(32), HASHBYTES('MD5', CAST([c] AS nvarchar(128))), 2) + '|' ELSE CAST(DATALENGTH(CAST(CAST([c] AS nvarchar(128)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(384))) AS varchar(10)) + ':' + CAST(CAST([c] AS nvarchar(128)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(384)) + '|' END
-- nvarchar(128) as Text[trailingBlanksStripped=true]
CASE WHEN [c] IS NULL THEN '~' + '|' WHEN CAST(CAST(CAST([c] AS nvarchar(128)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(384)) AS nvarchar(128)) <> CAST([c] AS nvarchar(128)) THEN '!' + CONVERT(varchar(32), HASHBYTES('MD5', CAST([c] AS nvarchar(128))), 2) + '|' ELSE CAST(DATALENGTH(RTRIM(CAST(CAST([c] AS nvarchar(128)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(384)))) AS varchar(10)) + ':' + RTRIM(CAST(CAST([c] AS nvarchar(128)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(384))) + '|' END

-- char(5), read here
CAST([c] AS nvarchar(5))
-- char(5) as Text[trailingBlanksStripped=true]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE CAST(DATALENGTH(RTRIM(CAST(CAST([c] AS nvarchar(5)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(15)))) AS varchar(10)) + ':' + RTRIM(CAST(CAST([c] AS nvarchar(5)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(15))) + '|' END

-- nchar(5), read here
[c]
-- nchar(5) as Text[trailingBlanksStripped=true]
CASE WHEN [c] IS NULL THEN '~' + '|' WHEN CAST(CAST(CAST([c] AS nvarchar(5)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(15)) AS nvarchar(5)) <> CAST([c] AS nvarchar(5)) THEN '!' + CONVERT(varchar(32), HASHBYTES('MD5', CAST([c] AS nvarchar(5))), 2) + '|' ELSE CAST(DATALENGTH(RTRIM(CAST(CAST([c] AS nvarchar(5)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(15)))) AS varchar(10)) + ':' + RTRIM(CAST(CAST([c] AS nvarchar(5)) COLLATE Latin1_General_100_BIN2_UTF8 AS varchar(15))) + '|' END

-- varbinary(1), read here
[c]
-- varbinary(1) as Binary[]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LOWER(CONVERT(varchar(2), CAST([c] AS varbinary(1)), 2)) + '|' END

-- varbinary(3999), read here
[c]
-- varbinary(3999) as Binary[]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LOWER(CONVERT(varchar(7998), CAST([c] AS varbinary(3999)), 2)) + '|' END

-- varbinary(4000), read here
[c]
-- varbinary(4000) as Binary[]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LOWER(CONVERT(varchar(max), CAST([c] AS varbinary(4000)), 2)) + '|' END

-- varbinary(8000), read here
[c]
-- varbinary(8000) as Binary[]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LOWER(CONVERT(varchar(max), CAST([c] AS varbinary(8000)), 2)) + '|' END

-- varbinary(max), read here
[c]
-- varbinary(max) as Binary[]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LOWER(CONVERT(varchar(max), CAST([c] AS varbinary(max)), 2)) + '|' END

-- binary(16), read here
[c]
-- binary(16) as Binary[]
CASE WHEN [c] IS NULL THEN '~' + '|' ELSE LOWER(CONVERT(varchar(32), CAST([c] AS varbinary(16)), 2)) + '|' END
