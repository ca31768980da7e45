import io.quotegate.codec.sbe.v1.Decimal64Decoder;
import io.quotegate.codec.sbe.v1.MessageHeaderDecoder;
import io.quotegate.codec.sbe.v1.QuoteDecoder;
import java.io.DataInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import org.agrona.concurrent.UnsafeBuffer;

/** Every quote of two pairs in SBE over length-prefixed frames, until there were twenty. */
public final class StreamSbe {
    private static final String REQUEST = "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"BTC-USDT\","
            + "\"ETH-USDT\"],\"mode\":\"all\",\"format\":\"sbe\"}";

    private StreamSbe() {}

    public static void main(String[] arguments) {
        Example.ask(arguments, REQUEST, StreamSbe::print);
    }

    private static void print(DataInputStream in) throws IOException {
        UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        QuoteDecoder quote = new QuoteDecoder();
        for (int i = 0; i < 20; ) {
            byte[] message = new byte[in.readInt()];
            in.readFully(message);
            if (message[0] == '{') {
                continue; // an answer or a heartbeat
            }
            buffer.wrap(message);
            if (header.wrap(buffer, 0).templateId() == QuoteDecoder.TEMPLATE_ID) {
                quote.wrapAndApplyHeader(buffer, 0, header);
                String bid = price(quote.bid()); // the parts are read in the order of the schema, the pair last
                System.out.println(quote.pair() + " bid " + bid + " #" + quote.seq());
                i++;
            }
        }
    }

    /** The venue's own digits, or nothing where there is no such price. */
    private static String price(Decimal64Decoder value) {
        return value.mantissa() == Decimal64Decoder.mantissaNullValue()
                ? "none"
                : BigDecimal.valueOf(value.mantissa(), -value.exponent()).toPlainString();
    }
}
