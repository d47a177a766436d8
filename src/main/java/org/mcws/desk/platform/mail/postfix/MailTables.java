package org.mcws.desk.platform.mail.postfix;

import com.zaxxer.hikari.HikariDataSource;
import java.util.function.Function;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.Quotation;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/** postfixadmin's tables, in transactions of their own. */
final class MailTables implements AutoCloseable {

  private final String url;
  private final HikariDataSource connections;
  private final JdbcClient database;
  private final TransactionTemplate transaction;

  /**
   * @param url how they are called when they do not answer
   */
  MailTables(String url, HikariDataSource connections) {
    this.url = url;
    this.connections = connections;
    this.database = JdbcClient.create(connections);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(connections));
  }

  /**
   * Does all of the work or nothing.
   *
   * @throws PlatformUnavailable if the database gives no usable answer
   */
  <T> T work(Function<JdbcClient, T> work) {
    try {
      return transaction.execute(status -> work.apply(database));
    } catch (BadSqlGrammarException e) {
      throw new PlatformUnavailable(
          "The database "
              + url
              + " does not have postfixadmin's tables as the desk knows them ("
              + Quotation.of(String.valueOf(e.getMostSpecificCause().getMessage()))
              + "): check desk.mail.postfix.url and that its role may read and write them.",
          e);
    } catch (DataAccessException | TransactionException e) {
      throw new PlatformUnavailable(
          "The mail server's database "
              + url
              + " gives no usable answer ("
              + Quotation.of(String.valueOf(reason(e)))
              + "). Check that it runs and that the desk may reach it.",
          e);
    }
  }

  /** What came first: over a connection that broke nothing can be taken back, either. */
  private static Throwable reason(NestedRuntimeException e) {
    return e instanceof TransactionSystemException failed
            && failed.getApplicationException() instanceof DataAccessException first
        ? first.getMostSpecificCause()
        : e.getMostSpecificCause();
  }

  @Override
  public void close() {
    connections.close();
  }
}
