package dev.reconcile.core.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The five fields of a line in a crontab: minute, hour, day of the month, month, day of the week, as in crontab(5).
 *
 * <ul>
 *   <li>Sunday is 0 and 7. Months and days may be names, such as {@code jan} and {@code mon}.
 *   <li>Where both the day of the month and the day of the week are restricted, that is do not begin with {@code *}, a day of
 *       either is meant; otherwise a day of both.
 *   <li>Where clocks are put forward, times that do not exist are due once, at the first moment after them: what is due at 02:30
 *       is due at 03:00 that day. Where clocks are put back, times that come twice are due the first time. Neither holds where
 *       the hour begins with {@code *}: every hour, or every second, is due as often as it comes.
 * </ul>
 */
public final class UnixCron {

    /** The 29th of February may be eight years away; beyond a few such there is nothing to find. */
    private static final int MOST_YEARS = 29;

    private final String text;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet daysOfMonth;
    private final BitSet months;
    private final BitSet daysOfWeek;
    private final boolean eitherDay;
    private final boolean everyHour;

    private UnixCron(List<String> fields) {
        this.text = String.join(" ", fields);
        this.minutes = CronField.MINUTE.parse(fields.get(0));
        this.hours = CronField.HOUR.parse(fields.get(1));
        this.daysOfMonth = CronField.DAY_OF_MONTH.parse(fields.get(2));
        this.months = CronField.MONTH.parse(fields.get(3));
        this.daysOfWeek = CronField.DAY_OF_WEEK.parse(fields.get(4));
        this.eitherDay = !fields.get(2).startsWith("*") && !fields.get(4).startsWith("*");
        this.everyHour = fields.get(1).startsWith("*");
    }

    /**
     * Reads the five fields.
     *
     * @throws IllegalArgumentException saying what is wrong and what would be right, without quoting the text
     */
    public static UnixCron parse(String text) {
        List<String> fields = List.of(text.strip().split("\\s+"));
        if (fields.size() != 5) {
            throw new IllegalArgumentException(
                    "the value has no five fields. Write minute, hour, day of the month, month"
                            + " and day of the week, such as '0 2 * * *' for two o'clock every night.");
        }
        UnixCron cron = new UnixCron(fields);
        if (cron.next(Instant.EPOCH, ZoneOffset.UTC).isEmpty()) {
            throw new IllegalArgumentException("there is no such day. Correct the day of the month or the month.");
        }
        return cron;
    }

    /** The first time after another that is meant, by the clocks of a zone; empty where none comes within 29 years. */
    Optional<Instant> next(Instant time, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        LocalDate day = time.atZone(zone).toLocalDate();
        LocalDate last = day.plusYears(MOST_YEARS);
        while (day.isBefore(last)) {
            if (isMeant(day)) {
                Optional<Instant> first = first(day, time, rules);
                if (first.isPresent()) {
                    return first;
                }
            }
            day = months.get(day.getMonthValue())
                    ? day.plusDays(1)
                    : day.withDayOfMonth(1).plusMonths(1);
        }
        return Optional.empty();
    }

    private boolean isMeant(LocalDate day) {
        boolean ofMonth = daysOfMonth.get(day.getDayOfMonth());
        boolean ofWeek = daysOfWeek.get(
                day.getDayOfWeek() == DayOfWeek.SUNDAY ? 0 : day.getDayOfWeek().getValue());
        return months.get(day.getMonthValue()) && (eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek);
    }

    /** The earliest time of a day that comes after another. */
    private Optional<Instant> first(LocalDate day, Instant after, ZoneRules rules) {
        Optional<Instant> earliest = Optional.empty();
        for (int hour = hours.nextSetBit(0); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
            for (int minute = minutes.nextSetBit(0); minute >= 0; minute = minutes.nextSetBit(minute + 1)) {
                for (Instant due : due(LocalDateTime.of(day, LocalTime.of(hour, minute)), rules)) {
                    if (due.isAfter(after)
                            && earliest.filter(other -> !due.isBefore(other)).isEmpty()) {
                        earliest = Optional.of(due);
                    }
                }
            }
            // What clocks that are put back bring again comes at most a few hours later, and hours come in their order.
            if (earliest.isPresent() && !everyHour) {
                return earliest;
            }
        }
        return earliest;
    }

    /** When a time that clocks show is due: once as a rule, never or twice where they are put forward or back. */
    private List<Instant> due(LocalDateTime local, ZoneRules rules) {
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (offsets.isEmpty()) {
            ZoneOffsetTransition gap = rules.getTransition(local);
            return everyHour ? List.of() : List.of(gap.getInstant());
        }
        return offsets.stream()
                .limit(everyHour ? offsets.size() : 1)
                .map(local::toInstant)
                .toList();
    }

    /** The five fields, with one blank between them. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnixCron cron && cron.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
