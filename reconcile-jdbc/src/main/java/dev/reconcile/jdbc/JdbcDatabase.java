package dev.reconcile.jdbc;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.DatabaseFacts;
import dev.reconcile.core.port.DatabaseTraffic;
import dev.reconcile.core.port.Feature;
import dev.reconcile.core.port.LoadMeasure;
import dev.reconcile.core.port.LoadReading;
import dev.reconcile.core.port.TableNotFoundException;
import dev.reconcile.core.port.TableRead;
import dev.reconcile.core.port.TableReader;
import dev.reconcile.core.table.Column;
import dev.reconcile.core.table.Similarity;
import dev.reconcile.core.table.SqlExpression;
import dev.reconcile.core.table.TableDescription;
import dev.reconcile.core.table.TableName;
import dev.reconcile.jdbc.dialect.Dialect;
import dev.reconcile.jdbc.dialect.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A database over JDBC. */
final class JdbcDatabase implements Database {

    /** A database too busy to say how busy it is in this time does not say it. */
    private static final Duration LONGEST_QUESTION = Duration.ofSeconds(10);

    private final Dialect dialect;
    private final Limits limits;
    private final Limits ofQuestions;
    private final Reads reads;
    private final Reads questions;
    private final FailureMessages messages;
    private final TrafficCount traffic = new TrafficCount();
    private final Runnable onClose;
    private final DatabaseFacts facts;

    JdbcDatabase(
            Connections connections, AutoCloseable owned, Dialect dialect, Limits limits, FailureMessages messages) {
        this.dialect = dialect;
        this.limits = limits;
        this.messages = messages;
        this.reads = new Reads(connections, dialect, limits, messages, traffic);
        this.ofQuestions = limits.withStatement(LONGEST_QUESTION);
        this.questions = new Reads(connections, dialect, ofQuestions, messages, traffic);
        this.onClose = () -> closeQuietly(owned);
        this.facts = reads.read(
                Place.of(messages.place()),
                new Cancellation(),
                (connection, running) -> dialect.facts(connection, messages.side()));
    }

    @Override
    public DatabaseFacts facts() {
        return facts;
    }

    @Override
    public List<Feature> features() {
        return reads.read(
                Place.of(messages.place()), new Cancellation(), (connection, running) -> dialect.features(connection));
    }

    @Override
    public LoadReading load(LoadMeasure measure, Cancellation cancellation) {
        return questions.read(
                Place.of("the " + measure + " of " + messages.place()),
                cancellation,
                (connection, running) -> dialect.load(connection, measure, ofQuestions, running));
    }

    @Override
    public List<TableName> tables() {
        return reads.read(
                Place.of("the tables of " + messages.place()),
                new Cancellation(),
                (connection, running) -> dialect.tables(connection));
    }

    @Override
    public TableDescription describe(TableName name, Map<String, SqlExpression> expressions) {
        TableDescription table = described(name);
        for (Map.Entry<String, SqlExpression> entry : expressions.entrySet()) {
            String column = table.column(entry.getKey()).map(Column::name).orElse(entry.getKey());
            TableDescription stored = table;
            table = table.with(reads.read(
                    messages.expression(column, table.name()),
                    new Cancellation(),
                    (connection, running) ->
                            dialect.describeExpression(connection, stored, column, entry.getValue(), limits)));
        }
        return table;
    }

    private TableDescription described(TableName name) {
        Optional<TableDescription> description = reads.read(
                messages.table(name),
                new Cancellation(),
                (connection, running) -> dialect.describe(connection, name, messages.side()));
        return description.orElseThrow(() -> new TableNotFoundException(name, messages.place(), similarTo(name)));
    }

    private List<TableName> similarTo(TableName name) {
        List<TableName> all = tables();
        List<String> similar = Similarity.nearest(
                name.name(), all.stream().map(TableName::name).distinct().toList());
        return all.stream()
                .filter(table -> similar.contains(table.name()))
                .limit(3)
                .toList();
    }

    @Override
    public TableReader reader(TableRead read, Cancellation cancellation) {
        return new JdbcTableReader(reads, dialect, limits, read, messages.table(read), cancellation);
    }

    @Override
    public DatabaseTraffic traffic() {
        return traffic.soFar();
    }

    @Override
    public void close() {
        onClose.run();
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            // A pool that does not close leaves nothing for anyone to do: the server ends its sessions with the
            // process.
            org.slf4j.LoggerFactory.getLogger(JdbcDatabase.class)
                    .debug("A connection pool did not close: {}", e.getClass().getName());
        }
    }
}
