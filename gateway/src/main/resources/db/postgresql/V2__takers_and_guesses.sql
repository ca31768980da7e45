-- A candle may say nothing of its takers. Answers of venues are not kept beside the candles that were read in them.

ALTER TABLE candles ALTER COLUMN taker_buy_volume DROP NOT NULL;
COMMENT ON COLUMN candles.trades IS '-1 where that is not known';

DROP TABLE answers;

ALTER TABLE winners ADD COLUMN guesses BIGINT NOT NULL DEFAULT 0;
COMMENT ON COLUMN winners.guesses IS 'of all players in the round';
