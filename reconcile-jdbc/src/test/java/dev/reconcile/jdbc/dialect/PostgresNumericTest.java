package dev.reconcile.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.core.canonical.Value;
import dev.reconcile.core.canonical.Values;
import dev.reconcile.core.memory.Seeds;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresNumericTest {

    private static final BigInteger BASE = BigInteger.valueOf(10_000);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.00",
                "0.0000000000000000000000000000000000",
                "1",
                "-1",
                "1.50",
                "1234.5",
                "1234.50",
                "-1234.567",
                "0.0001",
                "-0.00010",
                "0.12345678",
                "100.00",
                "10000",
                "100000000.00",
                "1000000000000000000000",
                "9999999999999999",
                "9219999999999999.9999",
                "9220000000000000.0000",
                "9223372036854775807",
                "9223372036854775808",
                "-9223372036854775808",
                "922337203685477.5807",
                "922337203685477.5808",
                "922.3372036854775807",
                "99999999999999.99",
                "92233720368547758.07",
                "-92233720368547758.08",
                "922337203685477580.7",
                "922337203685477580.8",
                "1.0000000000000000000",
                "12345678901234567890.123456789012345678901234567890"
            })
    void numbers_keep_their_digits_their_sign_and_the_scale_that_is_shown(String text) {
        assertThat(given(sent(new BigDecimal(text)))).isEqualTo(new Value.Decimal(new BigDecimal(text)));
    }

    @Test
    void random_numbers_keep_their_digits_their_sign_and_the_scale_that_is_shown() {
        Seeds.each(20_000, random -> {
            BigInteger digits = new BigInteger(random.nextInt(80), random)
                    .multiply(BigInteger.TEN.pow(random.nextInt(3) == 0 ? random.nextInt(12) : 0));
            BigDecimal number = new BigDecimal(random.nextBoolean() ? digits : digits.negate(), random.nextInt(25));
            assertThat(given(sent(number))).isEqualTo(new Value.Decimal(number));
        });
    }

    @Test
    void digits_beyond_the_scale_are_not_cut() {
        byte[] sent = sent(new BigDecimal("1.25"));
        sent[7] = 1;
        assertThatThrownBy(() -> given(sent)).isInstanceOf(ArithmeticException.class);
    }

    private static Value given(byte[] sent) {
        List<Value> values = new ArrayList<>();
        Values sink = new Values(values::addAll);
        byte[] message = new byte[sent.length + 6];
        System.arraycopy(sent, 0, message, 3, sent.length);
        PostgresNumeric.give(message, 3, sink);
        sink.endRow();
        assertThat(values).hasSize(1);
        return values.get(0);
    }

    /** What numeric_send writes: digits of base 10,000 around the point, those that are 0 left out at both ends. */
    private static byte[] sent(BigDecimal number) {
        int behindPoint = (number.scale() + 3) / 4;
        List<Integer> digits = new ArrayList<>();
        BigInteger rest = number.setScale(4 * behindPoint).unscaledValue().abs();
        for (; rest.signum() > 0; rest = rest.divide(BASE)) {
            digits.add(0, rest.mod(BASE).intValue());
        }
        int weight = digits.isEmpty() ? 0 : digits.size() - 1 - behindPoint;
        while (!digits.isEmpty() && digits.get(digits.size() - 1) == 0) {
            digits.remove(digits.size() - 1);
        }
        ByteBuffer sent = ByteBuffer.allocate(8 + 2 * digits.size());
        sent.putShort((short) digits.size()).putShort((short) weight);
        sent.putShort((short) (number.signum() < 0 ? 0x4000 : 0)).putShort((short) number.scale());
        digits.forEach(digit -> sent.putShort((short) (int) digit));
        return sent.array();
    }
}
