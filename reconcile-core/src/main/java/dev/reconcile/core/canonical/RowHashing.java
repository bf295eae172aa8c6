package dev.reconcile.core.canonical;

import java.util.List;

/** How rows are hashed. Hashes of one kind say nothing about those of another. */
public enum RowHashing {
    /** The MD5 of the row's canonical text: what databases can make too. */
    MD5 {
        @Override
        public RowHasher hasher(List<CanonicalType> types, RowHashes hashes) {
            return new RowEncoder(types, hashes);
        }
    },

    /** A hash of the row's values without their text, at a fraction of the cost: for rows that are all hashed in this process. */
    BINARY {
        @Override
        public RowHasher hasher(List<CanonicalType> types, RowHashes hashes) {
            return new BinaryRowEncoder(types, hashes);
        }
    };

    /**
     * Hashes rows of these columns.
     *
     * @param types the columns' canonical types in the order in which the values will come
     * @param hashes takes the hash of each row as it ends
     */
    public abstract RowHasher hasher(List<CanonicalType> types, RowHashes hashes);
}
