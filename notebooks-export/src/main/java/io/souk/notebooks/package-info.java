/**
 * Executed notebooks and a DuckDB file, made from a folder of plain Parquet extracts alone. It knows files and DuckDB,
 * neither Spark nor the lake.
 */
package io.souk.notebooks;
