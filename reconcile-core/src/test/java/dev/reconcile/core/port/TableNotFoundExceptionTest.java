package dev.reconcile.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.core.port.DatabaseException.Kind;
import dev.reconcile.core.table.TableName;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableNotFoundExceptionTest {

    private static final TableName NAME = TableName.parse("dbo.order");

    @Test
    void similar_names_are_offered() {
        TableNotFoundException failure = new TableNotFoundException(
                NAME, "warehouse", List.of(TableName.parse("dbo.orders"), TableName.parse("[a.b].order")));
        assertThat(failure)
                .hasMessage("There is no table dbo.order in warehouse that this login can see."
                        + " Did you mean dbo.orders or \"a.b\".order?");
        assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void without_a_similar_name_the_login_s_rights_are_named() {
        assertThat(new TableNotFoundException(NAME, "warehouse", List.of()))
                .hasMessage("There is no table dbo.order in warehouse that this login can see."
                        + " Check the name and the login's rights on it.");
    }
}
