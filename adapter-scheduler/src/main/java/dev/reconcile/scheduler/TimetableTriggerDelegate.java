package dev.reconcile.scheduler;

import org.quartz.impl.jdbcjobstore.SimplePropertiesTriggerPersistenceDelegateSupport;
import org.quartz.impl.jdbcjobstore.SimplePropertiesTriggerProperties;
import org.quartz.spi.OperableTrigger;

/** Keeps a {@link TimetableTrigger} in the tables of a store of Quartz, as texts and a number. */
public final class TimetableTriggerDelegate extends SimplePropertiesTriggerPersistenceDelegateSupport {

    /** For Quartz, which is told its name. */
    public TimetableTriggerDelegate() {}

    @Override
    public boolean canHandleTriggerType(OperableTrigger trigger) {
        return trigger instanceof TimetableTrigger;
    }

    @Override
    public String getHandledTriggerTypeDiscriminator() {
        return "TIMETABL";
    }

    @Override
    protected SimplePropertiesTriggerProperties getTriggerProperties(OperableTrigger trigger) {
        TimetableTrigger.Fields fields = ((TimetableTrigger) trigger).fields();
        SimplePropertiesTriggerProperties properties = new SimplePropertiesTriggerProperties();
        properties.setLong1(fields.interval());
        properties.setString1(fields.cron());
        properties.setString2(fields.zone());
        return properties;
    }

    @Override
    protected TriggerPropertyBundle getTriggerPropertyBundle(SimplePropertiesTriggerProperties properties) {
        TimetableTrigger.Fields fields =
                new TimetableTrigger.Fields(properties.getLong1(), properties.getString1(), properties.getString2());
        return new TriggerPropertyBundle(TimetableTrigger.schedule(fields), null, null);
    }
}
