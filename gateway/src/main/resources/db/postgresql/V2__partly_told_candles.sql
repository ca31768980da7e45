-- A candle may say nothing of its takers. Answers of venues are not kept beside the candles that were read in them.

ALTER TABLE candles ALTER COLUMN taker_buy_volume DROP NOT NULL;
COMMENT ON COLUMN candles.trades IS '-1 where that is not known';

DROP TABLE answers;
