package io.souk.architecture.offending.table;

class RowHelper {}
