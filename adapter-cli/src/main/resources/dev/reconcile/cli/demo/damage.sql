-- What a faulty pipeline might have done to line_items. The rows are drawn by the seed, and no row is hit twice.

CREATE TEMPORARY TABLE hit AS
SELECT id, row_number() OVER (PARTITION BY fit ORDER BY drawn, id) AS place, fit
FROM (
    SELECT
        id,
        hashint8extended(id, hashint8extended(:seed, 99)) AS drawn,
        CASE
            WHEN shipped_at IS NULL THEN 'lost'
            WHEN description IS NULL THEN 'moved'
            WHEN tax_rate IS NULL THEN 'dearer'
            ELSE 'blank'
        END AS fit
    FROM line_items
) AS fitting;

DELETE FROM line_items USING hit
WHERE hit.id = line_items.id AND fit = 'lost' AND place <= :missing;

UPDATE line_items SET unit_price = unit_price + 0.01 FROM hit
WHERE hit.id = line_items.id AND fit = 'dearer' AND place <= :dearer;

UPDATE line_items SET shipped_at = shipped_at + interval '1 microsecond' FROM hit
WHERE hit.id = line_items.id AND fit = 'moved' AND place <= :moved;

UPDATE line_items SET description = description || ' ' FROM hit
WHERE hit.id = line_items.id AND fit = 'blank' AND place <= :padded;
