/**
 * The benchmark: the same figures from the same files, by Souk, by DuckDB and by two other ways of the field, compared row
 * by row. {@code docs/BENCHMARKS.md} says how to run it and how to read it. No command of the program leads here.
 */
package io.souk.jobs.bench;
