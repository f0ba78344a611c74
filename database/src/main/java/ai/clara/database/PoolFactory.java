package ai.clara.database;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** Hands the pool to Micronaut Data, and to nobody else. */
@Factory
final class PoolFactory {

    @Singleton
    @Primary
    @Named("default")
    DataSource dataSource(Pool pool) {
        return pool.connections();
    }
}
