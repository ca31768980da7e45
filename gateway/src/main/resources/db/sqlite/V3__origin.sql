-- What is kept is of simulated venues or of real ones, never of both: one row, written at the first opening.

CREATE TABLE origin (
    id        INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    simulated INTEGER NOT NULL
);

-- A store of before is what its candles are; where there are both, those of simulated venues were never shown.
INSERT INTO origin (id, simulated)
SELECT 1, kept.simulated FROM (SELECT MIN(simulated) AS simulated FROM candles) AS kept WHERE kept.simulated IS NOT NULL;

DELETE FROM candles WHERE simulated <> (SELECT simulated FROM origin);
