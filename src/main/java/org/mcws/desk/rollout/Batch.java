package org.mcws.desk.rollout;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;

/** Sends one statement for many rows. */
final class Batch {

  private Batch() {}

  /** Sets the parameters for a row. */
  interface Setter<T> {
    void set(T row, PreparedStatement ps) throws SQLException;
  }

  static <T> BatchPreparedStatementSetter of(List<T> rows, Setter<T> setter) {
    return new BatchPreparedStatementSetter() {
      @Override
      public void setValues(PreparedStatement ps, int i) throws SQLException {
        setter.set(rows.get(i), ps);
      }

      @Override
      public int getBatchSize() {
        return rows.size();
      }
    };
  }
}
