package io.souk.jobs.lake;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.source.Source;
import scala.jdk.javaapi.CollectionConverters;

/** Figures among the metrics of Spark: its metrics system sends them where it sends its own. */
final class SparkFigures implements Source {

    /** What the names of Souk's metrics begin with, after the application's id and {@code driver}. */
    static final String NAME = "souk";

    private final MetricRegistry registry = new MetricRegistry();

    private SparkFigures(Map<String, Number> figures) {
        figures.forEach((name, figure) -> registry.register(name, (Gauge<Number>) () -> figure));
    }

    /** Puts figures in the place of those that were given before; sinks ask for them now and then, and when Spark ends. */
    static void report(Map<String, Number> figures) {
        MetricsSystem metrics = SparkEnv.get().metricsSystem();
        CollectionConverters.asJava(metrics.getSourcesByName(NAME)).forEach(metrics::removeSource);
        metrics.registerSource(new SparkFigures(figures));
    }

    @Override
    public String sourceName() {
        return NAME;
    }

    @Override
    public MetricRegistry metricRegistry() {
        return registry;
    }
}
