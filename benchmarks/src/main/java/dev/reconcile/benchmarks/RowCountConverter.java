package dev.reconcile.benchmarks;

import dev.reconcile.benchmarks.data.RowCount;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of rows from the command line. */
final class RowCountConverter implements ITypeConverter<RowCount> {

    @Override
    public RowCount convert(String text) {
        try {
            return RowCount.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new TypeConversionException(String.valueOf(wrong.getMessage()));
        }
    }
}
