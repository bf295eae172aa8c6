package dev.reconcile.core.port;

import dev.reconcile.core.table.TableName;
import java.util.List;

/** There is no table or view of that name that the login can see. */
public final class TableNotFoundException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    /**
     * @param name the name asked for
     * @param place the database, for people
     * @param similar tables with similar names, the most similar first; may be empty
     */
    public TableNotFoundException(TableName name, String place, List<TableName> similar) {
        super(Kind.NOT_FOUND, message(name, place, similar), null);
    }

    private static String message(TableName name, String place, List<TableName> similar) {
        String found = "There is no table " + name + " in " + place + " that this login can see.";
        if (similar.isEmpty()) {
            return found + " Check the name and the login's rights on it.";
        }
        return found + " Did you mean "
                + String.join(" or ", similar.stream().map(TableName::toString).toList()) + "?";
    }
}
