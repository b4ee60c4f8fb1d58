package io.souk.architecture.offending.table;

import io.souk.architecture.offending.jobs.Job;

class KnowsJobs {
    Job job;
}
