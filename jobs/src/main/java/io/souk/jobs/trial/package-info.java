/**
 * Trials of the whole program from outside: its processes are killed, turned away and starved of disk, and its tables
 * compared with those of a program that nobody disturbed. {@code bin/trial-kill} starts them.
 */
package io.souk.jobs.trial;
