package io.souk.jobs;

/** The program. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {}
}
