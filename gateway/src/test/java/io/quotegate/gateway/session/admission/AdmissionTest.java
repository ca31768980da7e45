package io.quotegate.gateway.session.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final int PLENTY = 1 << 20;

    private final AtomicBoolean memoryIsShort = new AtomicBoolean();
    private final MemoryGauge memory = MemoryGauge.of(memoryIsShort::get);

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    @Test
    void letsInAsManyAsThereMayBeAndAnotherForEachThatLeaves() throws UnknownHostException {
        Admission admission = new Admission(2, PLENTY, PLENTY, memory);
        InetAddress here = address("127.0.0.1");
        assertThat(admission.admit(here)).isEqualTo(Admission.Verdict.WELCOME);
        assertThat(admission.admit(address("10.0.0.1"))).isEqualTo(Admission.Verdict.WELCOME);
        assertThat(admission.admit(here)).isEqualTo(Admission.Verdict.TOO_MANY);
        assertThat(admission.refused().sum()).isEqualTo(1);
        admission.left(here);
        assertThat(admission.admit(here)).isEqualTo(Admission.Verdict.WELCOME);
        assertThat(admission.open()).isEqualTo(2);
    }

    @Test
    void countsByAddressOrNetworkButNotThisMachine() throws UnknownHostException {
        Admission admission = new Admission(PLENTY, 2, PLENTY, memory);
        for (int i = 0; i < 2; i++) {
            assertThat(admission.admit(address("10.0.0.1"))).isEqualTo(Admission.Verdict.WELCOME);
            assertThat(admission.admit(address("2001:db8::" + i))).isEqualTo(Admission.Verdict.WELCOME);
        }
        assertThat(admission.admit(address("10.0.0.1"))).isEqualTo(Admission.Verdict.TOO_MANY);
        assertThat(admission.admit(address("2001:db8::9"))).isEqualTo(Admission.Verdict.TOO_MANY);
        assertThat(admission.admit(address("10.0.0.2"))).isEqualTo(Admission.Verdict.WELCOME);
        assertThat(admission.admit(address("2001:db8:0:1::"))).isEqualTo(Admission.Verdict.WELCOME);
        for (int i = 0; i < 10; i++) {
            assertThat(admission.admit(address("127.0.0.1"))).isEqualTo(Admission.Verdict.WELCOME);
            assertThat(admission.admit(address("::1"))).isEqualTo(Admission.Verdict.WELCOME);
        }
        admission.left(address("10.0.0.1"));
        assertThat(admission.admit(address("10.0.0.1"))).isEqualTo(Admission.Verdict.WELCOME);
        assertThat(admission.admit(address("10.0.0.1"))).isEqualTo(Admission.Verdict.TOO_MANY);
    }

    @Test
    void letsNobodyInWhileMemoryIsShort() throws UnknownHostException {
        Admission admission = new Admission(PLENTY, PLENTY, PLENTY, memory);
        memoryIsShort.set(true);
        assertThat(admission.admit(address("127.0.0.1"))).isEqualTo(Admission.Verdict.SHORT_OF_MEMORY);
        memoryIsShort.set(false);
        assertThat(admission.admit(address("127.0.0.1"))).isEqualTo(Admission.Verdict.WELCOME);
    }

    @Test
    void tellsAFewAtATimeWhy() {
        Admission admission = new Admission(1, 1, 256, memory);
        int told = 0;
        while (admission.canTell()) {
            told++;
        }
        assertThat(told).as("half of the descriptors that are spared").isEqualTo(8);
        admission.told();
        assertThat(admission.canTell()).isTrue();
        assertThat(admission.canTell()).isFalse();
    }

    @Test
    void keepsRoomForWhatElseIsOpen() {
        int open = 100;
        Descriptors descriptors = new Descriptors(200, () -> open);
        assertThat(descriptors.room()).isBetween(0, 200 - 16);
        assertThat(new Descriptors(1 << 20, () -> open).room()).as("plenty").isGreaterThan(1 << 19);
    }
}
