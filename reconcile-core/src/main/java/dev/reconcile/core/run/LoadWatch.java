package dev.reconcile.core.run;

import dev.reconcile.core.port.Cancellation;
import dev.reconcile.core.port.Database;
import dev.reconcile.core.port.DatabaseException;
import dev.reconcile.core.port.LoadReading;
import dev.reconcile.core.port.RunListener.Side;
import dev.reconcile.core.run.Pace.Obstacle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks both databases how busy they are, and holds it against conditions. */
public final class LoadWatch {

    private final List<LoadCondition> conditions;
    private final Database source;
    private final Database target;

    /** A watch over two databases. */
    public LoadWatch(List<LoadCondition> conditions, Database source, Database target) {
        this.conditions = List.copyOf(conditions);
        this.source = source;
        this.target = target;
    }

    /**
     * Why conditions can never be held against a database, because the login lacks a right or there is nothing to measure: a
     * person should know before a run waits for an answer. Asks the databases.
     *
     * @return sentences, each naming a condition and the remedy; empty where all can be told at present
     * @throws DatabaseException as the databases throw it
     */
    public List<String> obstacles(Cancellation cancellation) {
        List<String> obstacles = new ArrayList<>();
        for (LoadCondition condition : conditions) {
            for (Side side : Side.values()) {
                if (condition.concerns(side)
                        && database(side).load(condition.measure(), cancellation)
                                instanceof LoadReading.Unknown unknown) {
                    obstacles.add(condition + ": " + condition.unknown(side, unknown.reason())
                            + (condition.side() == null
                                    ? " Or name the side that is meant: " + other(side) + "." + condition + "."
                                    : ""));
                }
            }
        }
        return obstacles;
    }

    private static String other(Side side) {
        return side == Side.SOURCE ? "target" : "source";
    }

    /** The first condition that holds, or of which nobody knows whether it does; empty where there is none. */
    Optional<Obstacle> look(Cancellation cancellation) {
        for (LoadCondition condition : conditions) {
            for (Side side : Side.values()) {
                if (condition.concerns(side)) {
                    Optional<Obstacle> obstacle = look(condition, side, cancellation);
                    if (obstacle.isPresent()) {
                        return obstacle;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Obstacle> look(LoadCondition condition, Side side, Cancellation cancellation) {
        LoadReading reading = ask(condition, side, cancellation);
        if (reading instanceof LoadReading.Known known) {
            return known.value() > condition.limit()
                    ? Optional.of(Obstacle.busy(condition + " " + side, condition.exceeded(side, known.value())))
                    : Optional.empty();
        }
        String reason = ((LoadReading.Unknown) reading).reason();
        return Optional.of(Obstacle.unknown(condition + " " + side, condition.unknown(side, reason)));
    }

    private LoadReading ask(LoadCondition condition, Side side, Cancellation cancellation) {
        try {
            return database(side).load(condition.measure(), cancellation);
        } catch (DatabaseException e) {
            return new LoadReading.Unknown(String.valueOf(e.getMessage()));
        }
    }

    private Database database(Side side) {
        return side == Side.SOURCE ? source : target;
    }
}
