package dev.reconcile.core.port;

/**
 * What an earlier run left is a checkpoint, but of another run: of other settings, of other tables, or by another version. It is
 * as it was, and nothing was compared.
 */
public final class OtherCheckpointException extends CheckpointException {

    private static final long serialVersionUID = 1L;

    private final String difference;

    /**
     * @param difference what is another, in a sentence without values of rows
     * @param remedy what a person can do, in a sentence
     */
    public OtherCheckpointException(String difference, String remedy) {
        super(difference + " " + remedy, null);
        this.difference = difference;
    }

    /** What is another, in a sentence. */
    public String difference() {
        return difference;
    }
}
