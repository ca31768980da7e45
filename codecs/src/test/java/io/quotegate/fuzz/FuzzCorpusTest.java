package io.quotegate.fuzz;

import io.quotegate.testkit.FuzzCorpus;
import io.quotegate.testkit.LeakCheck;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class FuzzCorpusTest {
    @TestFactory
    Stream<DynamicNode> passesWhatWasFuzzed() {
        return FuzzCorpus.beside(FuzzCorpusTest.class);
    }
}
