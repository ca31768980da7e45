package io.quotegate.service.game;

import io.quotegate.api.ErrorCode;
import io.quotegate.api.GameResult;

/** What comes of a guess. */
public sealed interface GuessOutcome {
    /** The answer to it. */
    record Answered(GameResult result) implements GuessOutcome {}

    /** It does not count. */
    record Refused(ErrorCode code, String message) implements GuessOutcome {}
}
