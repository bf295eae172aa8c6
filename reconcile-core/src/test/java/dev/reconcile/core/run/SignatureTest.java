package dev.reconcile.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.compare.ComparisonPlan;
import dev.reconcile.core.memory.InMemoryDatabase;
import dev.reconcile.core.memory.InMemoryTable;
import dev.reconcile.core.port.DatabaseHash;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.run.SideWork.Both;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableName;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignatureTest {

    private final TableDescription source = described(Reconciled.source(), Reconciled.PAIR.source());
    private final TableDescription target = described(Reconciled.target(), Reconciled.PAIR.target());
    private final ComparisonPlan plan =
            ComparisonPlan.align(source, target, Reconciled.PAIR, Reconciled.COUNTS.rounding(), Reconciled.NOW);
    private final TableRead ofSource = plan.sourceRead(source, Reconciled.PAIR);
    private final TableRead ofTarget = plan.targetRead(target, Reconciled.PAIR);

    private static TableDescription described(InMemoryTable table, TableName name) {
        return InMemoryDatabase.of(table).describe(name, Map.of());
    }

    @Test
    void rows_that_were_told_are_the_same_however_they_were_found() {
        String signature = ofRows(ofSource, ofTarget);

        assertThat(ofRows(ofSource.hashedBy(DatabaseHash.OWN), ofTarget.hashedBy(DatabaseHash.OWN)))
                .isEqualTo(signature);
        assertThat(ofRows(ofSource.unordered(), ofTarget)).isEqualTo(signature);
        assertThat(ofRows(ofSource.ofNoColumn(), ofTarget)).isNotEqualTo(signature);
    }

    @Test
    void sums_are_others_where_they_were_hashed_otherwise() {
        assertThat(of(ofSource.hashedBy(DatabaseHash.OWN), ofTarget.hashedBy(DatabaseHash.OWN)))
                .isNotEqualTo(of(ofSource, ofTarget));
        assertThat(of(ofSource.unordered(), ofTarget)).isNotEqualTo(of(ofSource, ofTarget));
    }

    private String ofRows(TableRead from, TableRead to) {
        return Signature.ofRows(plan, new Both<>(from, to), Reconciled.COUNTS);
    }

    private String of(TableRead from, TableRead to) {
        return Signature.of(plan, new Both<>(from, to), Reconciled.COUNTS);
    }
}
