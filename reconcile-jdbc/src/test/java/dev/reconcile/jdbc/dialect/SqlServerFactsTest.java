package dev.reconcile.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlServerFactsTest {

    @ParameterizedTest
    @CsvSource({
        "Microsoft SQL Server 2022 (RTM-CU14) (KB5038325) - 16.0.4135.4 (X64), 16.0.4135.4, 3,"
                + " SQL Server 2022 (16.0.4135.4)",
        "Microsoft SQL Server 2016 (SP3) - 13.0.6300.2 (X64), 13.0.6300.2, 2, SQL Server 2016 (13.0.6300.2)",
        "Microsoft SQL Server 2008 R2 (SP3) - 10.50.6000.34, 10.50.6000.34, 2, SQL Server 2008 R2 (10.50.6000.34)",
        "Microsoft SQL Azure (RTM) - 12.0.2000.8, 12.0.2000.8, 5, Azure SQL Database (12.0.2000.8)",
        "Microsoft SQL Azure (RTM) - 12.0.2000.8, 12.0.2000.8, 8, Azure SQL Managed Instance (12.0.2000.8)",
        "Something else - 12.0.2000.8, 12.0.2000.8, 2, SQL Server (12.0.2000.8)"
    })
    void calls_a_server_by_the_name_that_people_know(String banner, String version, int edition, String name) {
        assertThat(SqlServerFacts.engine(banner, version, edition)).isEqualTo(name);
    }
}
