/**
 * What the desk costs, measured: {@code mvn -Pbench verify}. Figures are written down, never
 * judged; only a wrong result fails. {@code docs/benchmarks.md} says what is measured and how.
 */
package org.mcws.desk.benchmark;
