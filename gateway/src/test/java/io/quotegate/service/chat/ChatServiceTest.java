package io.quotegate.service.chat;

import static io.quotegate.testkit.Outcomes.refusal;
import static io.quotegate.testkit.Outcomes.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.ChatEvent;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatServiceTest {
    private long nowNs = TimeUnit.DAYS.toNanos(1);
    private final ChatService chat = new ChatService(() -> 1_786_613_174_901_234L, () -> nowNs);
    private final List<String> heard = new ArrayList<>();
    private final ChatListener listener = event -> heard.add(told(event));

    private static String told(ChatEvent event) {
        return event.seq() + " " + event.type().wireName() + ' ' + event.user() + ' ' + event.text();
    }

    private static void assertRefused(Outcome<?> outcome, ErrorCode code, String message) {
        Refusal refused = refusal(outcome);
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.message()).contains(message);
    }

    @Test
    void tellsEveryEventInOneOrderToThoseWhoWereThereBefore() {
        ChatUser anna = chat.user(listener);
        ChatUser ben = chat.user(event -> {});
        assertThat(value(anna.join("lobby", "anna"))).isEqualTo(new RoomEntry("lobby", List.of("anna"), List.of(), 1));
        ben.join("lobby", "ben");
        ben.say("hi");
        anna.say("hello");
        ben.leave();
        assertThat(heard).containsExactly("2 joined ben ", "3 message ben hi", "4 message anna hello", "5 left ben ");
    }

    @Test
    void tellsOneListenerOnceHoweverManyMembersItHas() {
        ChatUser first = chat.user(listener);
        ChatUser second = chat.user(listener);
        first.join("lobby", "a");
        second.join("lobby", "b");
        second.leave();
        first.say("still here");
        assertThat(heard).containsExactly("2 joined b ", "3 left b ", "4 message a still here");
        first.leave();
        assertThat(heard).hasSize(3);
    }

    @Test
    void remembersFiftyMessagesEvenOfARoomThatWasEmpty() {
        ChatUser anna = chat.user(listener);
        anna.join("lobby", "anna");
        for (int i = 0; i < 60; i++) {
            nowNs += TimeUnit.SECONDS.toNanos(1);
            anna.say("text " + i);
        }
        anna.leave();
        RoomEntry joined = value(chat.user(listener).join("lobby", "ben"));
        assertThat(joined.members()).containsExactly("ben");
        assertThat(joined.before()).hasSize(50);
        assertThat(joined.before().get(0).text()).isEqualTo("text 10");
    }

    @Test
    void letsANameBeTakenOnceInARoom() {
        ChatUser anna = chat.user(listener);
        anna.join("lobby", "anna");
        ChatUser other = chat.user(listener);
        assertRefused(other.join("lobby", "anna"), ErrorCode.BAD_REQUEST, "in the room already");
        assertThat(other.join("hall", "anna")).isInstanceOf(Outcome.Answer.class);
        assertRefused(anna.join("hall", "anna2"), ErrorCode.BAD_REQUEST, "in lobby already");
        anna.leave();
        other.leave();
        assertThat(other.join("lobby", "anna")).isInstanceOf(Outcome.Answer.class);
    }

    @Test
    void allowsFiveMessagesInAnySecond() {
        ChatUser anna = chat.user(listener);
        anna.join("lobby", "anna");
        for (int i = 0; i < 5; i++) {
            assertThat(anna.say("x")).isInstanceOf(Outcome.Answer.class);
            nowNs += TimeUnit.MILLISECONDS.toNanos(100);
        }
        assertRefused(anna.say("x"), ErrorCode.LIMIT, "5 a second");
        nowNs += TimeUnit.MILLISECONDS.toNanos(499);
        assertRefused(anna.say("x"), ErrorCode.LIMIT, "5 a second");
        nowNs += TimeUnit.MILLISECONDS.toNanos(1);
        assertThat(anna.say("x")).isInstanceOf(Outcome.Answer.class);
        assertRefused(anna.say("x"), ErrorCode.LIMIT, "5 a second");
    }

    @Test
    void allowsFiveJoinsInAnySecond() {
        ChatUser anna = chat.user(listener);
        for (int i = 0; i < 5; i++) {
            assertThat(anna.join("lobby", "anna")).isInstanceOf(Outcome.Answer.class);
            anna.leave();
        }
        assertRefused(anna.join("lobby", "anna"), ErrorCode.LIMIT, "5 a second");
    }

    @Test
    void boundsTheMembersOfARoom() {
        for (int i = 0; i < 1000; i++) {
            assertThat(chat.user(event -> {}).join("hall", "m" + i)).isInstanceOf(Outcome.Answer.class);
        }
        assertRefused(chat.user(event -> {}).join("hall", "late"), ErrorCode.LIMIT, "full");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", " a", "a ", "a\tb", "a\u0000", "\u0085", "a\u2028", "a\u202eb", "a\u200bb", "\ud83d"})
    void refusesNamesThatMislead(String name) {
        assertThat(ChatWords.isName(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e\u0301", // not in NFC
                "\u0301", // combines with nothing
                "\u0301a",
                "\u2800", // blank, as are the next
                "\u3164",
                "a\u3164",
                "\u00a0",
                "a\u00a0b",
                "a\u00adb", // ignored by default, as are the next
                "a\u034fb",
                "a\ufe0e",
                "a\u2060b",
                "a\udb40\udc41",
                "a\u0378", // not assigned
                "\u0430nna", // Cyrillic and Latin
                "\u0391nna", // Greek and Latin
                "\u5e01a" // Han and Latin
            })
    void refusesNamesThatLookLikeOthers(String name) {
        assertThat(ChatWords.isName(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00e9",
                "\u0430\u043d\u043d\u0430 1",
                "\u6771\u4eac\u30bf\u30ef\u30fc\u306e",
                "\ud55c\u6f22",
                "trader-1",
                "a_b.c",
                "\u2764\ufe0f",
                "42"
            })
    void takesNamesOfOneScript(String name) {
        assertThat(ChatWords.isName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u200eb",
                "a\ufeffb",
                "a\u200bb",
                "a\u00adb",
                "a\u2060b",
                "\u001b[31m",
                "a\u0085",
                "\u2067a",
                "a\u2069",
                "\u2067a\u202c",
                "\u202ea\u202c",
                "\u2067\u202ba\u2069\u202c",
                "\udb40\udc41a"
            })
    void refusesTextsWithWhatIsNotSeen(String text) {
        assertThat(ChatWords.isText(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u2067\u05d0 1\u2069 a",
                "\u202b\u05d0\u2066b\u2069\u202c",
                "\u0645\u06cc\u200c\u062e",
                "e\u0301",
                "\u5e01 a \u0430",
                "\u2764\ufe0f\u200d\ud83d\udd25"
            })
    void takesTextsInAnyLanguage(String text) {
        assertThat(ChatWords.isText(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67", // a family
                "\ud83c\udfc3\ud83c\udffd\u200d\u2640\ufe0f", // a woman running, with a skin tone
                "\u2764\ufe0f\u200d\ud83d\udd25", // a heart on fire
                "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", // Persian
                "\u0915\u094d\u200d\u0937", // Hindi
                "team \ud83d\udc69\u200d\ud83d\udcbb"
            })
    void takesNamesThatAreSpelledWithJoiners(String name) {
        assertThat(ChatWords.isName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "an\u200dna",
                "an\u200cna",
                "\u200d",
                "a\u200d",
                "\u200da",
                "\ud83d\udc68\u200d",
                "\ud83d\udc68\u200d\u200d\ud83d\udc69",
                "\ud83d\udc68\u200c\ud83d\udc69",
                "\ud83d\udc68\u200danna",
                "\u0645\u200c",
                "\u0430\u200c\u0431",
                "1\u200d2"
            })
    void refusesJoinersThatNobodySees(String name) {
        assertThat(ChatWords.isName(name)).isFalse();
    }

    @Test
    void countsCharactersAndNotBytes() {
        assertThat(ChatWords.isName("\ud83d\ude00".repeat(32))).isTrue();
        assertThat(ChatWords.isName("\ud83d\ude00".repeat(33))).isFalse();
        assertThat(ChatWords.isText("\u00e9".repeat(500))).isTrue();
        assertThat(ChatWords.isText("\u00e9".repeat(501))).isFalse();
        assertThat(ChatWords.isText("family \ud83d\udc68\u200d\ud83d\udc69")).isTrue();
        assertThat(ChatWords.isText("two\nlines")).isFalse();
    }

    @Test
    void tellsAFullRoomOfFewerMessagesASecond() {
        List<ChatUser> users = new ArrayList<>();
        for (int i = 0; i < 950; i++) {
            ChatUser user = chat.user(event -> {});
            users.add(user);
            assertThat(user.join("full", "user" + i).refusal()).isNull();
        }
        long said = users.stream()
                .filter(user -> user.say("hello").refusal() == null)
                .count();
        assertThat(said).isEqualTo(ChatRoom.SHARES_PER_SECOND / 10);
        nowNs += TimeUnit.SECONDS.toNanos(1);
        assertThat(users.get(0).say("hello again").refusal()).isNull();
    }
}
