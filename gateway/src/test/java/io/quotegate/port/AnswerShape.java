package io.quotegate.port;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Set;
import java.util.TreeSet;

/** What an answer in JSON looks like, apart from its values. */
final class AnswerShape {
    private static final JsonMapper JSON = new JsonMapper();

    /** That are there or not with every message. */
    private static final Set<String> OPTIONAL = Set.of("drops", "repaired", "lastSize");

    private AnswerShape() {}

    /** Whether two answers have the same fields, of the same kinds; what is null may be anything in the other. */
    static boolean areAlike(String answer, String other) {
        try {
            return areAlike(JSON.readTree(answer), JSON.readTree(other));
        } catch (JsonProcessingException e) {
            return answer.equals(other);
        }
    }

    private static boolean areAlike(JsonNode one, JsonNode other) {
        if (one.isNull() || other.isNull()) {
            return true;
        }
        if (one.isObject() && other.isObject()) {
            return names(one).equals(names(other))
                    && names(one).stream().allMatch(name -> areAlike(one.get(name), other.get(name)));
        }
        if (one.isArray() && other.isArray()) {
            for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
                if (!areAlike(one.get(i), other.get(i))) {
                    return false;
                }
            }
            return one.isEmpty() == other.isEmpty();
        }
        return one.isNumber() && other.isNumber() || one.getNodeType() == other.getNodeType();
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        names.removeAll(OPTIONAL);
        return names;
    }
}
