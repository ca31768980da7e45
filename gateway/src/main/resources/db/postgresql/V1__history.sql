-- Times are microseconds since the epoch. Numeric without a scale keeps the digits it is given.

CREATE TABLE candles (
    pair             TEXT    NOT NULL,
    simulated        BOOLEAN NOT NULL,
    open_time        BIGINT  NOT NULL,
    venue            TEXT    NOT NULL,
    open             NUMERIC,
    high             NUMERIC,
    low              NUMERIC,
    close            NUMERIC,
    volume           NUMERIC NOT NULL,
    quote_volume     NUMERIC NOT NULL,
    trades           BIGINT  NOT NULL,
    taker_buy_volume NUMERIC NOT NULL,
    complete         BOOLEAN NOT NULL,
    written          BIGINT  NOT NULL, -- rises; of two venues' candles of a minute the one written last counts
    PRIMARY KEY (pair, simulated, open_time, venue)
);

CREATE TABLE coins (
    symbol     TEXT    NOT NULL PRIMARY KEY,
    name       TEXT    NOT NULL,
    position   INTEGER NOT NULL,
    last_price NUMERIC,
    updated    BIGINT
);

CREATE TABLE recordings (
    name      TEXT   NOT NULL PRIMARY KEY,
    from_time BIGINT NOT NULL,
    to_time   BIGINT NOT NULL,
    size      BIGINT NOT NULL,
    sha256    TEXT
);

CREATE TABLE winners (
    id     BIGINT  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name   TEXT    NOT NULL,
    number INTEGER NOT NULL,
    won    BIGINT  NOT NULL
);

CREATE TABLE answers (
    request  TEXT   NOT NULL PRIMARY KEY,
    answer   TEXT   NOT NULL,
    received BIGINT NOT NULL
);

CREATE INDEX answers_by_age ON answers (received);
