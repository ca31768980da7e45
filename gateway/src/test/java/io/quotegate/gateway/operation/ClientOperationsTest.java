package io.quotegate.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.QuoteRequest;
import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.gateway.session.DisconnectReason;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientOperationsTest {
    private final TestLoop loop = new TestLoop();
    private final StreamingClient client;

    ClientOperationsTest(@TempDir Path directory) {
        client = new StreamingClient(loop, TestServices.of(loop, directory, Runnable::run));
    }

    @AfterEach
    void close() {
        client.operations.close();
        loop.close();
    }

    private static String quote(String pair, String price, int seq) {
        return "'pair':'" + pair + "','venue':'okx','bid':'" + price + "','bidSize':null,'ask':'" + price
                + "','askSize':null,'last':null,'lastSize':null,'exchangeTime':null,'receiveTime':" + seq + ",'seq':"
                + seq + ",'stale':false,'simulated':false}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'op':'ping','id':'1'} | {'event':'pong','id':'1'}",
                "{'op':'quotes','id':2} | {'event':'quotes','id':2,'data':[]}",
                "{'op':'quote','pair':'BTC-USDT','id':3} |"
                        + " {'event':'error','code':'no_data','message':'no quote of BTC-USDT yet','id':3}",
                "{'op':'quote','pair':'X-Y'} | {'event':'error','code':'unknown_pair','message':'unknown pair: X-Y'}",
                "{'op':'subscribe','channel':'quotes','pairs':['BTC-USDT','X-Y']} |"
                        + " {'event':'error','code':'unknown_pair','message':'unknown pair: X-Y'}",
                "{'op':'unsubscribe','channel':'quotes','pairs':['X-Y']} |"
                        + " {'event':'error','code':'unknown_pair','message':'unknown pair: X-Y'}",
                "{'op':'subscribe','channel':'chat'} | {'event':'error','code':'bad_request',"
                        + "'message':'channel: chat is heard by joining a room (expected: chat-join)'}",
                "{'status':'OK','data':'MARKET BTC'} | {'status':'OK','data':null}",
                "{'status':'OK','data':'MARKET usdt'} | {'status':'OK','data':1}",
                "{'status':'OK','data':'MARKET XYZ'} | {'status':'NOT_FOUND','data':'unknown coin: XYZ'}",
                "{'status':'OK','data':'MARKET tether'} | {'status':'OK','data':1}",
                "{'status':'OK','data':'WEATHER','id':1} | {'status':'BAD_REQUEST',"
                        + "'data':'data: WEATHER (expected: MARKET ALL, MARKET and a coin, or BYE)','id':1}",
                "{'status':'OK','data' | {'status':'BAD_REQUEST','data':'malformed JSON'}",
                "{'op':'convert','from':'EUR','to':'USD','amount':'2','id':4} | {'event':'convert','id':4,'data':"
                        + "{'from':'EUR','to':'USD','amount':'2','result':'2.5','path':['EUR-USD'],"
                        + "'rates':[{'pair':'EUR-USD','rate':'1.25','ageMs':0,'source':'reference'}]}}",
                "{'op':'convert','from':'BTC','to':'USDT','amount':'2'} |"
                        + " {'event':'error','code':'no_data','message':'no quote of BTC-USDT yet'}",
                "{'op':'candles','pair':'BTC-USDT'} | {'event':'candles','data':{'candles':[]}}",
                "{'op':'candles','pair':'BTC-USDT','limit':0,'id':5} | {'event':'error','code':'bad_request',"
                        + "'message':'limit: 0 (expected: a whole number from 1 to 1440)','id':5}",
                "{'op':'indicators','pair':'X-Y'} |"
                        + " {'event':'error','code':'unknown_pair','message':'unknown pair: X-Y'}",
                "{'op':'auth'} | {'event':'error','code':'bad_request',"
                        + "'message':'token: missing (expected: a string)'}",
                "{'op':'auth','token':'t','id':6} | {'event':'authenticated','id':6,'name':'anonymous',"
                        + "'rights':['quotes','files','interactive','relay','metrics']}",
                "nonsense | {'event':'error','code':'bad_request','message':'malformed JSON'}"
            })
    void answersWithOneWrite(String request, String answer) {
        assertThat(client.ask(request)).containsExactly(answer);
        assertThat(client.outlet.flushes)
                .as("flushed when all there was is read")
                .isZero();
        assertThat(loop.context.metrics().requests.sum()).isEqualTo(1);
    }

    @Test
    void answersTheNewestQuotes() {
        loop.publish(0, "1.50");
        loop.publish(1, "2");
        loop.publish(1, "3");
        assertThat(client.ask("{'op':'quote','pair':'BTC-USDT','id':'a'}"))
                .containsExactly("{'event':'quote','id':'a','data':{" + quote("BTC-USDT", "1.50", 1) + '}');
        assertThat(client.ask("{'op':'quotes'}"))
                .containsExactly("{'event':'quotes','data':[{" + quote("BTC-USDT", "1.50", 1) + ",{"
                        + quote("ETH-USDT", "3", 3) + "]}");
    }

    @Test
    void tellsEveryIndicatorAndCoin() {
        assertThat(client.ask("{'op':'indicators','pair':'BTC-USDT','id':1}"))
                .singleElement()
                .asString()
                .startsWith("{'event':'indicators','id':1,'data':{'pair':'BTC-USDT','window':'1h'");
        assertThat(client.ask("{'status':'OK','data':'MARKET ALL'}"))
                .singleElement()
                .asString()
                .startsWith("{'status':'OK','data':{'Bitcoin':null,");
    }

    @Test
    void subscribesWithASnapshotAndThenPushesWhatIsNew() {
        loop.publish(0, "1");
        assertThat(client.ask("{'op':'subscribe','channel':'quotes','pairs':['BTC-USDT'],'id':1}"))
                .containsExactly(
                        "{'event':'subscribed','id':1,'instance':'instance-1',"
                                + "'data':{'channel':'quotes','pairs':['BTC-USDT'],'mode':'latest'}}",
                        "{'channel':'quotes'," + quote("BTC-USDT", "1", 1));
        loop.publish(0, "2");
        loop.publish(1, "3");
        loop.turn();
        assertThat(client.heard()).containsExactly("{'channel':'quotes'," + quote("BTC-USDT", "2", 2));

        assertThat(client.ask("{'op':'unsubscribe','channel':'quotes'}"))
                .containsExactly(
                        "{'event':'unsubscribed','data':{'channel':'quotes','pairs':['BTC-USDT','ETH-USDT']}}");
        loop.publish(0, "4");
        loop.turn();
        assertThat(client.heard()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "LINE_JSON | quotes | sbe | format: sbe (expected: json here; sbe in frames, or over WebSocket with the"
                        + " subprotocol quotegate.v1.sbe)",
                "WEBSOCKET_JSON | quotes | sbe | format: sbe (expected: json here; sbe in frames, or over WebSocket"
                        + " with the subprotocol quotegate.v1.sbe)",
                "FRAME_JSON | candles | sbe |"
                        + " format: sbe, of candles (expected: json, or quotes, trades, books or status)",
                "FRAME_JSON | game | sbe | format: sbe, of game (expected: json, or quotes, trades, books or status)",
                "WEBSOCKET_SBE | candles | sbe |"
                        + " format: sbe, of candles (expected: json, or quotes, trades, books or status)",
                "FRAME_JSON | quotes | xml | format: xml (expected: json or sbe)"
            })
    void refusesAFormatThatThereIsNot(WireFormat asked, String channel, String format, String problem) {
        client.send(
                asked, "{'op':'subscribe','channel':'" + channel + "','pairs':['*'],'format':'" + format + "','id':1}");
        assertThat(client.heard())
                .singleElement()
                .asString()
                .endsWith("{'event':'error','code':'bad_request','message':'" + problem + "','id':1}");
    }

    @Test
    void refusesCandlesWhereSbeWasAgreedUnlessTheyAreWantedInJson() {
        String request = "{'op':'subscribe','channel':'candles','pairs':['*']";
        client.send(WireFormat.WEBSOCKET_SBE, request + "}");
        assertThat(client.heard()).singleElement().asString().contains("format: sbe, of candles");
        client.send(WireFormat.WEBSOCKET_SBE, request + ",'format':'json'}");
        assertThat(client.heard()).singleElement().asString().endsWith("'data':{'channel':'candles'}}");
    }

    @Test
    void tellsThatPushesAreSbe() {
        for (WireFormat asked : List.of(WireFormat.FRAME_JSON, WireFormat.WEBSOCKET_SBE)) {
            client.send(asked, "{'op':'subscribe','channel':'trades','pairs':['*'],'format':'sbe'}");
            assertThat(client.heard())
                    .singleElement()
                    .asString()
                    .endsWith("'data':{'channel':'trades','format':'sbe'}}");
        }
        client.send(WireFormat.WEBSOCKET_SBE, "{'op':'subscribe','channel':'trades','pairs':['*']}");
        assertThat(client.heard()).singleElement().asString().endsWith("'data':{'channel':'trades','format':'sbe'}}");
    }

    private static String book(String levels, int seq) {
        return "'pair':'BTC-USDT','venue':'okx'," + levels + ",'exchangeTime':" + (1786613174873000L + 1000L * seq)
                + ",'receiveTime':" + (1786613174873005L + 1000L * seq) + ",'seq':" + seq;
    }

    @Test
    void answersABook() {
        assertThat(client.ask("{'op':'book','pair':'BTC-USDT','id':1}"))
                .containsExactly("{'event':'error','code':'no_data','message':'no book of BTC-USDT yet','id':1}");
        loop.books.publish(0, true, "B 10.2 1", "B 10.1 2", "A 10.3 3");
        assertThat(client.ask("{'op':'book','pair':'btc/usdt','depth':1,'id':2}"))
                .containsExactly(
                        "{'event':'book','id':2,'data':{" + book("'bids':[['10.2','1']],'asks':[['10.3','3']]", 1)
                                + ",'stale':false,'simulated':false,'depth':1}}");
        assertThat(client.ask("{'op':'book','pair':'BTC-USDT','depth':500}"))
                .containsExactly("{'event':'error','code':'bad_request',"
                        + "'message':'depth: 500 (expected: a whole number from 1 to 400)'}");
        assertThat(client.ask("{'op':'book'}")).singleElement().asString().contains("bad_request");
    }

    @Test
    void subscribesToBooksWithASnapshotAndThenPushesWhatChanges() {
        loop.books.publish(0, true, "B 10.2 1", "B 10.1 2", "A 10.3 3");
        assertThat(client.ask("{'op':'subscribe','channel':'books','pairs':['BTC-USDT'],'depth':'2','id':1}"))
                .containsExactly(
                        "{'event':'subscribed','id':1,'instance':'instance-1','data':{'channel':'books',"
                                + "'pairs':['BTC-USDT'],'mode':'latest','depth':5}}",
                        "{'channel':'books','type':'snapshot',"
                                + book("'bids':[['10.2','1'],['10.1','2']],'asks':[['10.3','3']]", 1)
                                + ",'stale':false,'simulated':false,'depth':5}");
        loop.books.publish(0, false, "A 10.3 0", "A 10.5 7");
        loop.books.stale(0);
        loop.turn();
        assertThat(String.join("\n", client.heard()).lines())
                .containsExactly(
                        "{'channel':'books','type':'update',"
                                + book("'bids':[],'asks':[['10.3','0'],['10.5','7']]", 2)
                                + ",'prevSeq':1,'stale':false,'simulated':false}",
                        "{'channel':'books','type':'update'," + book("'bids':[],'asks':[]", 3)
                                + ",'prevSeq':2,'stale':true,'simulated':false}");
        assertThat(client.ask("{'op':'unsubscribe','channel':'books','pairs':['BTC-USDT']}"))
                .containsExactly("{'event':'unsubscribed','data':{'channel':'books','pairs':['BTC-USDT']}}");
        loop.books.publish(0, true, "B 9.2 1");
        loop.turn();
        assertThat(client.heard()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"trades", "candles", "status", "game"})
    void subscribesToEveryOtherChannel(String channel) {
        assertThat(client.ask("{'op':'subscribe','channel':'" + channel + "','pairs':['*']}"))
                .containsExactly("{'event':'subscribed','instance':'instance-1','data':{'channel':'" + channel + "'}}");
        assertThat(client.ask("{'op':'unsubscribe','channel':'" + channel + "','id':2}"))
                .containsExactly("{'event':'unsubscribed','id':2,'data':{'channel':'" + channel + "'}}");
    }

    @Test
    void saysGoodbyeWhenAskedTo() {
        assertThat(client.ask("{'op':'bye','id':1}")).containsExactly("{'event':'bye','id':1,'reason':'client_bye'}");
        assertThat(client.outlet.reason).isEqualTo(DisconnectReason.CLIENT_BYE);
    }

    @Test
    void saysGoodbyeInTheFormThatWasSpoken() {
        assertThat(client.ask("{'status':'OK','data':'BYE'}")).containsExactly("{'status':'OK','data':'BYE'}");
        assertThat(client.outlet.reason).isEqualTo(DisconnectReason.CLIENT_BYE);
    }

    @Test
    void answersInTheFormatThatWasAskedIn() throws InvalidProtocolBufferException {
        loop.publish(0, "1");
        client.send(
                WireFormat.FRAME_PROTO,
                ClientFrame.newBuilder()
                        .setId("p")
                        .setQuote(QuoteRequest.newBuilder().setPair("BTC-USDT")));
        client.send(WireFormat.FRAME_JSON, "{'op':'ping'}");
        byte[] proto = client.outlet.take().get(0);
        ServerFrame frame = ServerFrame.parseFrom(Arrays.copyOfRange(proto, 4, proto.length));
        assertThat(frame.getId()).isEqualTo("p");
        assertThat(frame.getQuote().getBid()).isEqualTo("1");
    }

    @Test
    void forgetsAClientThatIsGone() {
        client.ask("{'op':'subscribe','channel':'quotes','pairs':['*']}");
        client.operations.close();
        loop.publish(0, "1");
        loop.turn();
        assertThat(client.heard()).isEmpty();
    }
}
