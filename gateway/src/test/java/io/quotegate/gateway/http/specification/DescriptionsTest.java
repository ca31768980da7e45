package io.quotegate.gateway.http.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotegate.api.ClientRequest;
import io.quotegate.api.DeliveryMode;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.GameResult;
import io.quotegate.api.PushChannel;
import io.quotegate.api.Right;
import io.quotegate.codec.json.JsonRequestDecoder;
import io.quotegate.gateway.http.Route;
import io.quotegate.market.StatusReason;
import io.quotegate.market.StatusType;
import io.quotegate.market.Venue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written down of operations, held to the operations themselves; of routes, {@code SpecificationIT} does so. */
class DescriptionsTest {
    private final Descriptions descriptions = Descriptions.ofProcess();

    private List<String> told(String schema, String... path) {
        JsonNode node = descriptions.schema(schema);
        for (String name : path) {
            node = node.path(name);
        }
        return StreamSupport.stream(node.path("enum").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static <T> List<String> names(T[] values, Function<T, String> name) {
        return Arrays.stream(values).map(name).toList();
    }

    @Test
    void namesAllThatCanBeNamed() {
        assertThat(told("Code")).isEqualTo(names(ErrorCode.values(), ErrorCode::wireName));
        assertThat(told("MarketErrorAnswer", "properties", "status"))
                .isEqualTo(names(ErrorCode.values(), ErrorCode::name));
        assertThat(told("Venue")).isEqualTo(names(Venue.values(), Venue::wireName));
        assertThat(told("Mode")).isEqualTo(names(DeliveryMode.values(), DeliveryMode::wireName));
        assertThat(told("Right"))
                .isEqualTo(Right.GIVEN.stream().map(Right::wireName).toList());
        assertThat(told("Channel"))
                .isEqualTo(Stream.of(PushChannel.values())
                        .filter(channel -> channel != PushChannel.CHAT)
                        .map(PushChannel::wireName)
                        .toList());
        assertThat(told("StatusPush", "properties", "type"))
                .isEqualTo(names(StatusType.values(), StatusType::wireName));
        assertThat(told("StatusPush", "properties", "reason"))
                .isEqualTo(names(StatusReason.values(), StatusReason::wireName));
        assertThat(told("GuessAnswer", "properties", "result"))
                .isEqualTo(names(GameResult.Kind.values(), GameResult.Kind::wireName));
    }

    static List<Class<?>> kinds() {
        return AsyncApi.kinds(ClientRequest.class);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void showsRequestsThatAreUnderstoodAsWhatTheyAreCalled(Class<?> kind) {
        JsonNode examples =
                descriptions.schema(kind.getSimpleName() + "Request").path("examples");
        assertThat(examples).isNotEmpty().allSatisfy(example -> {
            byte[] text = example.toString().getBytes(StandardCharsets.UTF_8);
            assertThat(new JsonRequestDecoder(64).decode(text, 0, text.length)).isInstanceOf(kind);
        });
    }

    @Test
    void everyExampleIsOfItsOwnShape() {
        assertThat(descriptions.schemas()).allSatisfy((name, schema) -> {
            for (JsonNode example : schema.path("examples")) {
                assertThat(Shapes.ofProcess().problems(name, example)).isEmpty();
            }
        });
    }

    @Test
    void aMemberThatIsNotToldOfIsWrong() throws Exception {
        JsonNode push = new JsonMapper()
                .readTree("{\"channel\":\"game\",\"result\":\"over\",\"winner\":\"a\",\"message\":\"b\",\"new\":1}");
        assertThat(Shapes.ofProcess().problemsOfMessage(push)).isNotEmpty();
        assertThat(Shapes.ofProcess().problemsOfMessage(((ObjectNode) push).without("new")))
                .isEmpty();
        String body = "{\"quotes\":[{\"pair\":\"BTC-USDT\"}]}";
        assertThat(Shapes.ofProcess().problemsOfAnswer("GET", "/v1/quotes", 200, "application/json", body))
                .isNotEmpty();
    }

    @Test
    void leavesOutWhatOthersDescribe() {
        assertThat(List.of("/quotegate.v1.QuoteService/GetQuote", "/grpc.health.v1.Health/Check"))
                .noneMatch(path -> Descriptions.cover(Shapes.route("POST " + path)));
        assertThat(List.of("/v1/openapi.json", "/{pair}", "/app/{*name}"))
                .allMatch(path -> Descriptions.cover(Shapes.route("GET " + path)));
        assertThat(Descriptions.cover(Route.get("/api/v3/time", Right.RELAY, "A venue's.", Shapes.NOTHING)))
                .isFalse();
    }

    @Test
    void namesWhatIsNotDescribed() {
        assertThatThrownBy(() -> new Specification(List.of(Shapes.route("GET /v1/new")), "1.2").openApi())
                .hasMessage("GET /v1/new: not described under resources/specification");
    }
}
