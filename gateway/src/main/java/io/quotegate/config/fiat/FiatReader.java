package io.quotegate.config.fiat;

import com.fasterxml.jackson.core.JsonToken;
import io.quotegate.config.source.ConfigFile;
import io.quotegate.config.source.NearestName;
import io.quotegate.config.source.Problems;
import io.quotegate.config.source.YamlDocument;
import io.quotegate.market.ReferenceRates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what stands in {@code config/fiat.yaml}; {@link FiatRates} makes rates of it. Confined to one thread. */
public final class FiatReader {
    private static final List<String> VALUES = List.of("base", "date", "source");
    private static final Map<String, String> SECTIONS = Map.of(
            "rates", "currencies, and what one of the base is in each",
            "links", "pairs as USDT-USD, and what one of the first is in the second");

    private final YamlDocument document;
    private final Problems problems;
    private final List<FiatEntry> entries;

    private FiatReader(YamlDocument document, Problems problems, List<FiatEntry> entries) {
        this.document = document;
        this.problems = problems;
        this.entries = entries;
    }

    /** The rates in {@code file}; null if they cannot be used, and {@code problems} is told why. */
    public static @Nullable ReferenceRates read(ConfigFile file, Problems problems) {
        List<FiatEntry> entries = new ArrayList<>();
        boolean complete =
                YamlDocument.read(file, problems, document -> new FiatReader(document, problems, entries).readKeys());
        return complete ? new FiatRates(problems).of(entries, file.name()) : null;
    }

    private void readKeys() throws IOException {
        for (String key = document.nextKey(""); key != null; key = document.nextKey("")) {
            String origin = document.here();
            String inSection = SECTIONS.get(key);
            document.nextValue();
            if (inSection != null) {
                readSection(key, inSection);
            } else if (VALUES.contains(key)) {
                readValue(key);
            } else {
                problems.add(origin, Problems.shown(key) + ": unknown key (did you mean " + nearest(key) + "?)");
                document.skip();
            }
        }
    }

    private static String nearest(String key) {
        List<NearestName.Candidate> keys = new ArrayList<>();
        SECTIONS.keySet().stream().sorted().forEach(name -> keys.add(new NearestName.Candidate(name, name)));
        VALUES.forEach(name -> keys.add(new NearestName.Candidate(name, name)));
        return NearestName.of(key, keys);
    }

    private void readSection(String section, String expected) throws IOException {
        if (document.value() == JsonToken.START_OBJECT) {
            String prefix = section + '.';
            for (String path = document.nextKey(prefix); path != null; path = document.nextKey(prefix)) {
                document.nextValue();
                readValue(path);
            }
        } else if (document.value() != JsonToken.VALUE_NULL) { // a section may have all its keys commented out
            problems.refuse(document.here(), section, document.shown(), expected);
            document.skip();
        }
    }

    private void readValue(String path) throws IOException {
        if (document.isPlain()) {
            entries.add(new FiatEntry(document.here(), path, document.text()));
        } else {
            problems.refuse(document.here(), path, document.shown(), "one value");
            entries.add(new FiatEntry(document.here(), path, null));
            document.skip();
        }
    }
}
