package dev.reconcile.scheduler;

import dev.reconcile.core.schedule.Timetable;
import dev.reconcile.core.schedule.UnixCron;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.quartz.Calendar;
import org.quartz.ScheduleBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.triggers.AbstractTrigger;

/**
 * A trigger of Quartz that fires by a {@link Timetable}: Quartz's own crontabs have other rules for days, and lose times that
 * clocks leave out. However many times were missed, it fires once for all of them, at once.
 */
@SuppressWarnings("JavaUtilDate") // Quartz speaks of nothing else
public final class TimetableTrigger extends AbstractTrigger<TimetableTrigger> {

    private static final long serialVersionUID = 1L;

    private Fields fields = new Fields(1, "", "");
    private @Nullable Date start;
    private @Nullable Date end;
    private @Nullable Date next;
    private @Nullable Date previous;

    /** For Quartz, which fills it. */
    public TimetableTrigger() {}

    /**
     * A trigger.
     *
     * @param name tells it apart
     * @param timetable when it fires
     * @param start it fires for what is due after that
     */
    static TimetableTrigger of(String name, Timetable timetable, Instant start) {
        TimetableTrigger trigger = new TimetableTrigger();
        trigger.setKey(TriggerKey.triggerKey(name));
        trigger.setStartTime(Date.from(start));
        trigger.fields = Fields.of(timetable);
        return trigger;
    }

    /** Has Quartz build one that it kept. */
    static ScheduleBuilder<TimetableTrigger> schedule(Fields fields) {
        return new ScheduleBuilder<>() {
            @Override
            protected TimetableTrigger build() {
                TimetableTrigger trigger = new TimetableTrigger();
                trigger.fields = fields;
                return trigger;
            }
        };
    }

    /** When it fires. */
    Timetable timetable() {
        return fields.timetable();
    }

    /** What Quartz keeps of it. */
    Fields fields() {
        return fields;
    }

    @Override
    public @Nullable Date computeFirstFireTime(@Nullable Calendar calendar) {
        next = getFireTimeAfter(start);
        return next;
    }

    @Override
    public void triggered(@Nullable Calendar calendar) {
        previous = next;
        next = getFireTimeAfter(next);
    }

    @Override
    public void updateAfterMisfire(@Nullable Calendar calendar) {
        next = Date.from(Instant.now());
    }

    @Override
    public void updateWithNewCalendar(@Nullable Calendar calendar, long misfireThreshold) {
        // No calendar leaves anything out.
    }

    @Override
    public boolean mayFireAgain() {
        return next != null;
    }

    @Override
    public @Nullable Date getFireTimeAfter(@Nullable Date after) {
        Instant time = after == null ? Instant.now() : after.toInstant();
        return timetable().next(time).map(Date::from).orElse(null);
    }

    @Override
    public @Nullable Date getFinalFireTime() {
        return null;
    }

    @Override
    protected boolean validateMisfireInstruction(int instruction) {
        return instruction == MISFIRE_INSTRUCTION_SMART_POLICY;
    }

    @Override
    public @Nullable Date getStartTime() {
        return start;
    }

    @Override
    public void setStartTime(@Nullable Date time) {
        start = time;
    }

    @Override
    public @Nullable Date getEndTime() {
        return end;
    }

    @Override
    public void setEndTime(@Nullable Date time) {
        end = time;
    }

    @Override
    public @Nullable Date getNextFireTime() {
        return next;
    }

    @Override
    public void setNextFireTime(@Nullable Date time) {
        next = time;
    }

    @Override
    public @Nullable Date getPreviousFireTime() {
        return previous;
    }

    @Override
    public void setPreviousFireTime(@Nullable Date time) {
        previous = time;
    }

    @Override
    public ScheduleBuilder<TimetableTrigger> getScheduleBuilder() {
        return schedule(fields);
    }

    /**
     * A timetable as texts and a number.
     *
     * @param interval every so many seconds; 0 where there is a crontab
     * @param cron the crontab; empty where there is an interval
     * @param zone its zone; likewise
     */
    record Fields(long interval, String cron, String zone) implements Serializable {

        private static final long serialVersionUID = 1L;

        static Fields of(Timetable timetable) {
            if (timetable instanceof Timetable.Every every) {
                return new Fields(every.interval().toSeconds(), "", "");
            }
            Timetable.Crontab crontab = (Timetable.Crontab) timetable;
            return new Fields(0, crontab.expression().toString(), crontab.zone().getId());
        }

        Timetable timetable() {
            return interval > 0
                    ? new Timetable.Every(Duration.ofSeconds(interval))
                    : new Timetable.Crontab(UnixCron.parse(cron), ZoneId.of(zone));
        }
    }
}
