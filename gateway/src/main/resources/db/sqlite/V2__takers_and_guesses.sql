-- A candle may say nothing of its takers. Answers of venues are not kept beside the candles that were read in them.

CREATE TABLE candles_2 (
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
    trades           INTEGER NOT NULL, -- -1 where that is not known
    taker_buy_volume TEXT,
    complete         INTEGER NOT NULL,
    written          INTEGER NOT NULL, -- rises; of two venues' candles of a minute the one written last counts
    PRIMARY KEY (pair, simulated, open_time, venue)
) WITHOUT ROWID;

INSERT INTO candles_2 SELECT * FROM candles;
DROP TABLE candles;
ALTER TABLE candles_2 RENAME TO candles;

DROP TABLE answers;

ALTER TABLE winners ADD COLUMN guesses INTEGER NOT NULL DEFAULT 0; -- of all players in the round
