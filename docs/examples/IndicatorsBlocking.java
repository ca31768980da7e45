import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quotegate.codec.proto.v1.IndicatorRequest;
import io.quotegate.codec.proto.v1.IndicatorServiceGrpc;
import io.quotegate.codec.proto.v1.IndicatorValue;
import io.quotegate.codec.proto.v1.Indicators;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Each indicator by itself, and all of them as they are now. */
public final class IndicatorsBlocking {
    private IndicatorsBlocking() {}

    public static void main(String[] arguments) {
        ManagedChannel channel = Example.channel(arguments);
        IndicatorRequest request = IndicatorRequest.newBuilder()
                .setPair("BTC-USDT")
                .setWindow("1h")
                .build();
        try {
            IndicatorServiceGrpc.IndicatorServiceBlockingStub indicators =
                    IndicatorServiceGrpc.newBlockingStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
            Map<String, Function<IndicatorRequest, IndicatorValue>> calls = new LinkedHashMap<>();
            calls.put("money flow", indicators::moneyFlow);
            calls.put("money flow temporal", indicators::moneyFlowTemporal);
            calls.put("money flow index", indicators::moneyFlowIndex);
            calls.put("return", indicators::return_);
            calls.put("VWAP", indicators::vwap);
            calls.put("TWAP", indicators::twap);
            calls.forEach((name, call) -> System.out.println(name + ' ' + figure(call, request)));
            Indicators all = indicators.watchIndicators(request).next(); // and again at each new minute
            System.out.println(
                    "window " + all.getWindow() + " of " + all.getSamples().getTrades() + " trades");
        } catch (StatusRuntimeException e) {
            Example.fail(e);
        } finally {
            channel.shutdownNow();
        }
    }

    /** What cannot be computed is refused, and never 0. */
    private static String figure(Function<IndicatorRequest, IndicatorValue> call, IndicatorRequest request) {
        try {
            return call.apply(request).getValue();
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Status.Code.FAILED_PRECONDITION) {
                throw e;
            }
            return "cannot be told: " + e.getStatus().getDescription();
        }
    }
}
