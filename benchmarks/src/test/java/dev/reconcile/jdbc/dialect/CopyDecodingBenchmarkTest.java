package dev.reconcile.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.benchmarks.micro.CopyMessages;
import dev.reconcile.benchmarks.micro.MeasuredRow;
import dev.reconcile.core.canonical.RowHash;
import dev.reconcile.core.canonical.RowHasher;
import dev.reconcile.core.canonical.RowHashing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CopyDecodingBenchmarkTest {

    private static final List<MeasuredRow> ROWS = MeasuredRow.some(100);

    @ParameterizedTest
    @EnumSource
    void the_messages_hold_the_values_of_the_rows(RowHashing hashing) {
        List<RowHash> given = new ArrayList<>();
        RowHasher hasher = hashing.hasher(MeasuredRow.types(), (high, low) -> given.add(new RowHash(high, low)));
        ROWS.forEach(row -> row.giveTo(hasher));

        List<RowHash> decoded = new ArrayList<>();
        PostgresRows reader = new PostgresRows(
                MeasuredRow.COLUMNS,
                hashing.hasher(MeasuredRow.types(), (high, low) -> decoded.add(new RowHash(high, low))));
        CopyMessages.of(ROWS).forEach(reader::read);

        assertThat(decoded).isEqualTo(given).doesNotHaveDuplicates();
    }
}
