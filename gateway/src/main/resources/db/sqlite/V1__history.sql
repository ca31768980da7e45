-- Times are microseconds since the epoch. Decimals are text, so that no digit is lost.

CREATE TABLE candles (
    pair             TEXT    NOT NULL,
    simulated        INTEGER NOT NULL,
    open_time        INTEGER NOT NULL,
    venue            TEXT    NOT NULL,
    open             TEXT,
    high             TEXT,
    low              TEXT,
    close            TEXT,
    volume           TEXT    NOT NULL,
    quote_volume     TEXT    NOT NULL,
    trades           INTEGER NOT NULL,
    taker_buy_volume TEXT    NOT NULL,
    complete         INTEGER NOT NULL,
    written          INTEGER NOT NULL, -- rises; of two venues' candles of a minute the one written last counts
    PRIMARY KEY (pair, simulated, open_time, venue)
) WITHOUT ROWID;

CREATE TABLE coins (
    symbol     TEXT    NOT NULL PRIMARY KEY,
    name       TEXT    NOT NULL,
    position   INTEGER NOT NULL,
    last_price TEXT,
    updated    INTEGER
);

CREATE TABLE recordings (
    name      TEXT    NOT NULL PRIMARY KEY,
    from_time INTEGER NOT NULL,
    to_time   INTEGER NOT NULL,
    size      INTEGER NOT NULL,
    sha256    TEXT
);

CREATE TABLE winners (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    name   TEXT    NOT NULL,
    number INTEGER NOT NULL,
    won    INTEGER NOT NULL
);

CREATE TABLE answers (
    request  TEXT    NOT NULL PRIMARY KEY,
    answer   TEXT    NOT NULL,
    received INTEGER NOT NULL
);

CREATE INDEX answers_by_age ON answers (received);
