-- The operations guide's three tables, with values of many types. The same seed gives the same rows: every value is drawn
-- from a hash of the row's number, the seed and a number of its own.

CREATE FUNCTION pg_temp.draw(row_number bigint, salt integer, choices integer) RETURNS integer
LANGUAGE sql IMMUTABLE AS $$
    SELECT ((hashint8extended(row_number, hashint8extended(:seed, salt)) & 9223372036854775807) % choices)::integer
$$;

CREATE FUNCTION pg_temp.moment(row_number bigint, salt integer) RETURNS timestamp
LANGUAGE sql IMMUTABLE AS $$
    SELECT timestamp '2024-01-01'
        + pg_temp.draw(row_number, salt, 63072000) * interval '1 second'
        + pg_temp.draw(row_number, salt + 1, 1000000) * interval '1 microsecond'
$$;

CREATE TABLE customers (
    id integer NOT NULL,
    customer_uuid uuid NOT NULL,
    name varchar(100) NOT NULL,
    email varchar(100),
    active boolean NOT NULL,
    birth_date date,
    credit_limit numeric(10, 2) NOT NULL,
    loyalty_score double precision,
    notes text,
    signature bytea,
    created_at timestamp(6) NOT NULL,
    updated_at timestamp(6) NOT NULL
);

INSERT INTO customers
SELECT
    n,
    md5('customer ' || n || ' :seed')::uuid,
    (ARRAY['Zoë', 'Łukasz', 'Søren', 'José', 'Айгуль', '美咲', 'Anna', 'Siobhán', 'Omar', 'Grace'])
            [1 + pg_temp.draw(n, 10, 10)]
        || ' '
        || (ARRAY['Müller', 'O''Brien', 'García', 'Nguyễn', 'Smith', 'Παπαδόπουλος', '山田', 'Okafor', 'Kowalska', 'de Vries'])
            [1 + pg_temp.draw(n, 11, 10)],
    CASE WHEN pg_temp.draw(n, 12, 20) > 0 THEN 'customer' || n || '@example.com' END,
    pg_temp.draw(n, 13, 10) > 0,
    CASE WHEN pg_temp.draw(n, 14, 8) > 0 THEN date '1940-01-01' + pg_temp.draw(n, 15, 25000) END,
    pg_temp.draw(n, 16, 1000000) / 100.0,
    CASE WHEN pg_temp.draw(n, 17, 3) > 0 THEN pg_temp.draw(n, 18, 1000000) / 999983.0::double precision END,
    CASE pg_temp.draw(n, 19, 6) WHEN 0 THEN '' WHEN 1 THEN 'Prefers e-mail — “no calls”, please' WHEN 2 THEN E'gift\twrap\n2×' END,
    CASE WHEN pg_temp.draw(n, 20, 4) > 0 THEN decode(md5('signature ' || n || ' :seed'), 'hex') END,
    pg_temp.moment(n, 21),
    pg_temp.moment(n, 21) + pg_temp.draw(n, 23, 90) * interval '1 day'
FROM generate_series(1, 10000) AS n;

CREATE TABLE orders (
    id integer NOT NULL,
    customer_id integer NOT NULL,
    order_date timestamp(6) NOT NULL,
    total_amount numeric(10, 2) NOT NULL,
    status varchar(50) NOT NULL,
    currency char(3) NOT NULL,
    payment_reference uuid,
    gift boolean NOT NULL,
    delivery_date date,
    confirmed_at timestamptz,
    discount real
);

INSERT INTO orders
SELECT
    n,
    1 + pg_temp.draw(n, 30, 10000),
    pg_temp.moment(n, 31),
    pg_temp.draw(n, 33, 500000) / 100.0,
    (ARRAY['pending', 'paid', 'shipped', 'delivered', 'cancelled', 'returned'])[1 + pg_temp.draw(n, 34, 6)],
    (ARRAY['EUR', 'USD', 'GBP', 'PLN', 'JPY'])[1 + pg_temp.draw(n, 35, 5)],
    CASE WHEN pg_temp.draw(n, 36, 6) > 0 THEN md5('payment ' || n || ' :seed')::uuid END,
    pg_temp.draw(n, 37, 15) = 0,
    CASE WHEN pg_temp.draw(n, 38, 4) > 0 THEN pg_temp.moment(n, 31)::date + pg_temp.draw(n, 39, 20) END,
    CASE WHEN pg_temp.draw(n, 40, 5) > 0 THEN pg_temp.moment(n, 31) AT TIME ZONE 'UTC' + interval '7 minutes' END,
    CASE WHEN pg_temp.draw(n, 41, 3) = 0 THEN pg_temp.draw(n, 42, 50) / 100.0::real END
FROM generate_series(1, 100000) AS n;

CREATE TABLE line_items (
    id bigint NOT NULL,
    order_id integer NOT NULL,
    product_id integer NOT NULL,
    quantity smallint NOT NULL,
    unit_price numeric(10, 2) NOT NULL,
    tax_rate numeric(5, 4),
    description varchar(200),
    batch bytea,
    shipped_at timestamp(6)
);

INSERT INTO line_items
SELECT
    n,
    (n + 2) / 3,
    1 + pg_temp.draw(n, 50, 5000),
    1 + pg_temp.draw(n, 51, 12),
    (1 + pg_temp.draw(n, 52, 99999)) / 100.0,
    (ARRAY[0.19, 0.07, 0.21, 0.0825, NULL])[1 + pg_temp.draw(n, 53, 5)],
    (ARRAY['Café crème, 250 g', 'Smørrebrød set', 'Schraube M8 × 40', '急須 (teapot)', 'Notebook, “lined”', 'USB-C cable 2 m', NULL])
        [1 + pg_temp.draw(n, 54, 7)],
    CASE WHEN pg_temp.draw(n, 55, 3) = 0 THEN decode(substr(md5('batch ' || n || ' :seed'), 1, 16), 'hex') END,
    CASE WHEN pg_temp.draw(n, 56, 10) > 0 THEN pg_temp.moment(n, 57) END
FROM generate_series(1, 300000) AS n;

ALTER TABLE customers ADD PRIMARY KEY (id);
ALTER TABLE orders ADD PRIMARY KEY (id);
ALTER TABLE line_items ADD PRIMARY KEY (id);

ANALYZE customers, orders, line_items;

GRANT SELECT ON customers, orders, line_items TO reconcile;
