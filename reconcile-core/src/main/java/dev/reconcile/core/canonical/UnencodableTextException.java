package dev.reconcile.core.canonical;

/**
 * A text holds half of a surrogate pair: it is no valid Unicode and has no UTF-8 form. Neither side could store the
 * other's value, so nothing is put in its place. The message holds no part of the value.
 */
public final class UnencodableTextException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int column;

    /** A value of the column with this position among the columns read, counted from 0. */
    public UnencodableTextException(int column) {
        super("A text holds half of a surrogate pair, which has no UTF-8 form.");
        this.column = column;
    }

    /** The column's position among the columns read, counted from 0. */
    public int column() {
        return column;
    }
}
