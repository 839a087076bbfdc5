/**
 * Files of results as tables: CSV, JSON lines and Parquet, read and queried by DuckDB. Start with {@link
 * dev.blueline.table.Table}. A program that uses this package adds {@code org.duckdb:duckdb_jdbc}; the laws do without.
 */
@NullMarked
package dev.blueline.table;

import org.jspecify.annotations.NullMarked;
