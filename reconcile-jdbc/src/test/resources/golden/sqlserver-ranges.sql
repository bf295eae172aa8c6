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
) AND (([note] >= CAST(N'it''s' AS nvarchar(50)) AND ([note] > CAST(N'it''s' AS nvarchar(50)) OR ([id] >= 7 AND ([id] > 7 OR [day] > CAST('2024-02-29T12:00:00.007' AS datetime))))) AND ([note] <= CAST(N'z' AS nvarchar(50)) AND ([note] < CAST(N'z' AS nvarchar(50)) OR [id] <= CAST(9223372036854775807 AS bigint))) AND [id] IS NOT NULL AND [day] IS NOT NULL);

-- pieces
SELECT COUNT_BIG(*) FROM [dbo].[order lines]
WHERE (
id > 10 -- later
) AND ((([note] <= CAST(N'it''s' AS nvarchar(50)) AND ([note] < CAST(N'it''s' AS nvarchar(50)) OR ([id] <= 7 AND ([id] < 7 OR [day] <= CAST('2024-02-29T12:00:00.007' AS datetime))))) AND [id] IS NOT NULL AND [day] IS NOT NULL)
  OR (([note] >= CAST(N'z' AS nvarchar(50)) AND ([note] > CAST(N'z' AS nvarchar(50)) OR [id] > CAST(9223372036854775807 AS bigint))) AND [id] IS NOT NULL AND [day] IS NOT NULL));

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
