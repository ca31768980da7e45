package io.quotegate.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the walls between the parts of the house: imports point one way. */
class WallsTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.quotegate")
            .that(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage("io.quotegate.testkit..")));

    @Test
    void quotesFlowOneWay() {
        // spotless:off
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("market")
                .definedBy("io.quotegate.market..")
                .layer("ring")
                .definedBy("io.quotegate.ring..")
                .layer("text")
                .definedBy("io.quotegate.text..")
                .layer("api")
                .definedBy("io.quotegate.api..")
                .layer("codec")
                .definedBy("io.quotegate.codec..")
                .layer("feed")
                .definedBy("io.quotegate.feed..")
                .layer("cluster")
                .definedBy("io.quotegate.cluster..")
                .layer("service")
                .definedBy("io.quotegate.service..")
                .layer("store")
                .definedBy("io.quotegate.store..")
                .layer("gateway")
                .definedBy("io.quotegate.gateway..")
                .layer("config")
                .definedBy("io.quotegate.config..")
                .layer("persistence")
                .definedBy("io.quotegate.persistence..")
                .layer("monitoring")
                .definedBy("io.quotegate.monitoring..")
                .layer("tls")
                .definedBy("io.quotegate.tls..")
                .layer("auth")
                .definedBy("io.quotegate.auth..")
                .layer("concurrent")
                .definedBy("io.quotegate.concurrent..")
                .layer("transport")
                .definedBy("io.quotegate.transport..")
                .layer("app")
                .definedBy("io.quotegate.app..")
                .layer("trial")
                .definedBy("io.quotegate.trial..")
                .layer("cli")
                .definedBy("io.quotegate.cli..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("trial")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("app")
                .mayOnlyBeAccessedByLayers("trial", "cli")
                .whereLayer("config")
                .mayOnlyBeAccessedByLayers("app", "trial", "cli")
                .whereLayer("monitoring")
                .mayOnlyBeAccessedByLayers("app")
                .whereLayer("persistence")
                .mayOnlyBeAccessedByLayers("app")
                .whereLayer("gateway")
                .mayOnlyBeAccessedByLayers("monitoring", "app")
                .whereLayer("store")
                .mayOnlyBeAccessedByLayers("config", "persistence", "monitoring", "app")
                .whereLayer("service")
                .mayOnlyBeAccessedByLayers("gateway", "persistence", "monitoring", "app")
                .whereLayer("feed")
                .mayOnlyBeAccessedByLayers("config", "monitoring", "app", "trial", "cli")
                .whereLayer("cluster")
                .mayOnlyBeAccessedByLayers("config", "monitoring", "app", "cli")
                .whereLayer("transport")
                .mayOnlyBeAccessedByLayers("config", "monitoring", "app", "cli")
                .whereLayer("tls")
                .mayOnlyBeAccessedByLayers("config", "gateway", "monitoring", "app", "cli")
                .whereLayer("auth")
                .mayOnlyBeAccessedByLayers("gateway", "monitoring", "app", "cli")
                .whereLayer("concurrent")
                .mayOnlyBeAccessedByLayers("transport", "store", "persistence", "app", "trial")
                .whereLayer("codec")
                .mayOnlyBeAccessedByLayers("feed", "gateway", "app", "cli")
                .whereLayer("api")
                .mayOnlyBeAccessedByLayers("codec", "store", "service", "auth", "gateway", "persistence", "app", "cli")
                .whereLayer("ring")
                .mayOnlyBeAccessedByLayers("codec", "feed", "cluster", "service", "gateway", "monitoring", "app")
                .check(HOUSE);
        // spotless:on
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.quotegate.(**)").should().beFreeOfCycles().check(HOUSE);
    }

    /** A circle of two or three classes can be read as one thing; a larger one must be cut. */
    @Test
    void noCircleOfReferencesIsLongerThanThree() {
        assertThat(Circles.of(HOUSE)).allSatisfy(circle -> assertThat(circle).hasSizeLessThanOrEqualTo(3));
    }

    /** Who asks is below a session, which is below the fan-out, which is below what all connections of a loop share, which is below protocols. */
    @Test
    void sessionsAreBelowTheFanOutAndItBelowProtocols() {
        List<String> order = List.of("auth", "session", "fanout", "loop");
        for (int i = 0; i < order.size(); i++) {
            String[] allowed = Stream.concat(
                            order.subList(0, i + 1).stream().map(name -> "io.quotegate.gateway." + name + ".."),
                            Stream.of(
                                    "io.quotegate.api..",
                                    "io.quotegate.auth..",
                                    "io.quotegate.codec..",
                                    "io.quotegate.fault..",
                                    "io.quotegate.market..",
                                    "io.quotegate.ring..",
                                    "io.quotegate.service..",
                                    "io.quotegate.text..",
                                    "io.quotegate.time.."))
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("io.quotegate.gateway." + order.get(i) + "..")
                    .should()
                    .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.quotegate..")
                            .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(allowed))))
                    .check(HOUSE);
        }
    }

    @Test
    void onlyTheClusterKnowsAeron() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.quotegate.cluster..", "io.quotegate.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.aeron..")
                .check(HOUSE);
    }

    @Test
    void onlyHttp2KnowsNettysHttp2() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.quotegate.gateway.http2..", "io.quotegate.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty.handler.codec.http2..")
                .check(HOUSE);
    }

    @Test
    void aDialectIsKnownOnlyWhereItsVenueIs() {
        for (String venue : List.of("okx", "binance")) {
            classes()
                    .that()
                    .resideInAPackage("io.quotegate.codec." + venue + "..")
                    .should()
                    .onlyHaveDependentClassesThat()
                    .resideInAnyPackage(
                            "io.quotegate.codec." + venue + "..",
                            "io.quotegate.feed." + venue + "..",
                            "io.quotegate.feed.sim." + venue + "..",
                            "io.quotegate.gateway.relay." + venue + "..",
                            "io.quotegate.bench..")
                    .check(HOUSE);
        }
    }

    @Test
    void theMarketModelKnowsNoTransport() {
        noClasses()
                .that()
                .resideInAnyPackage("io.quotegate.market..", "io.quotegate.ring..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(HOUSE);
    }

    @Test
    void servicesKnowNeitherNettyNorAnyWireFormat() {
        noClasses()
                .that()
                .resideInAPackage("io.quotegate.service..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..", "com.google.protobuf..", "io.quotegate.codec..")
                .check(HOUSE);
    }

    @Test
    void protocolsDoNotKnowOneAnother() {
        List<String> protocols = List.of("detect", "tcp", "http1", "http2", "grpc", "websocket");
        for (String protocol : protocols) {
            String[] others = protocols.stream()
                    .filter(other -> !other.equals(protocol))
                    .map(other -> "io.quotegate.gateway." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("io.quotegate.gateway." + protocol + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(HOUSE);
        }
    }

    @Test
    void httpKnowsNeitherItsVersionsNorTheProtocolsThatItLeadsTo() {
        noClasses()
                .that()
                .resideInAPackage("io.quotegate.gateway.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quotegate.gateway.http1..",
                        "io.quotegate.gateway.http2..",
                        "io.quotegate.gateway.grpc..",
                        "io.quotegate.gateway.websocket..",
                        "io.quotegate.gateway.tcp..")
                .check(HOUSE);
    }

    @Test
    void onlyHttp2KnowsNettysTypesOfHttp2() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.quotegate.gateway.http2..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty.handler.codec.http2..")
                .check(HOUSE);
    }

    @Test
    void aVenueIsKnownToItsOwnPackageAndToWhoeverAssembles() {
        for (String venue : List.of("okx", "binance")) {
            classes()
                    .that()
                    .resideInAPackage("io.quotegate.feed." + venue + "..")
                    .should()
                    .onlyHaveDependentClassesThat()
                    .resideInAnyPackage(
                            "io.quotegate.feed." + venue + "..", "io.quotegate.app..", "io.quotegate.config..")
                    .check(HOUSE);
            classes()
                    .that()
                    .resideInAPackage("io.quotegate.feed.sim." + venue + "..")
                    .should()
                    .onlyHaveDependentClassesThat()
                    .resideInAnyPackage("io.quotegate.feed.sim." + venue + "..", "io.quotegate.feed.sim")
                    .check(HOUSE);
        }
    }

    @Test
    void onlyConfigKnowsHowItIsWritten() {
        classes()
                .that()
                .resideInAnyPackage(
                        "io.quotegate.config.kind..", "io.quotegate.config.source..", "io.quotegate.config.fiat..")
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAPackage("io.quotegate.config..")
                .check(HOUSE);
    }

    @Test
    void onlyConfigReadsTheEnvironment() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.quotegate.config..")
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(HOUSE);
    }

    @Test
    void onlyCommandsWriteToStandardOutputOrExit() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.quotegate.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(HOUSE);
    }
}
