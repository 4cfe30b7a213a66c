package dev.cress.benchmarks.harness;

/**
 * What had been spent at one moment, or between two.
 *
 * @param nanos wall time
 * @param clientCpuNanos processor time of the threads of this program, without compiler and garbage collector
 * @param allocatedBytes memory that this program has allocated
 * @param serverCpuMicros processor time of the server
 * @param commands commands that the server has executed, those of scripts included
 * @param reads how often the server has read from a connection: batches, so round trips or fewer
 */
record Reading(long nanos, long clientCpuNanos, long allocatedBytes, long serverCpuMicros, long commands, long reads) {

    Reading since(Reading begin) {
        return new Reading(
                nanos - begin.nanos,
                clientCpuNanos - begin.clientCpuNanos,
                allocatedBytes - begin.allocatedBytes,
                serverCpuMicros - begin.serverCpuMicros,
                commands - begin.commands,
                reads - begin.reads);
    }
}
