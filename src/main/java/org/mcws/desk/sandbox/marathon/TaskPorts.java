package org.mcws.desk.sandbox.marathon;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.impl.bootstrap.AsyncServerBootstrap;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.nio.AsyncRequestConsumer;
import org.apache.hc.core5.http.nio.AsyncServerRequestHandler;
import org.apache.hc.core5.http.nio.entity.DiscardingEntityConsumer;
import org.apache.hc.core5.http.nio.support.AsyncResponseBuilder;
import org.apache.hc.core5.http.nio.support.BasicRequestConsumer;
import org.apache.hc.core5.http.nio.support.BasicServerExchangeHandler;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.ListenerEndpoint;
import org.apache.hc.core5.util.TimeValue;
import org.mcws.desk.sandbox.HttpResponse;

/**
 * The ports on which tasks answer, all on loopback. However many they are, the same two threads
 * serve them.
 */
final class TaskPorts implements AutoCloseable {

  /** How long a port that was closed stays taken at the most. */
  private static final TimeValue LOOK_EVERY = TimeValue.ofMilliseconds(100);

  private final Map<SocketAddress, Task> tasks = new ConcurrentHashMap<>();
  private final HttpAsyncServer server;

  TaskPorts() {
    Pages pages = new Pages();
    server =
        AsyncServerBootstrap.bootstrap()
            .setIOReactorConfig(
                IOReactorConfig.custom()
                    .setIoThreadCount(1)
                    .setTcpNoDelay(true)
                    .setSelectInterval(LOOK_EVERY)
                    .build())
            .setRequestRouter((request, context) -> () -> new BasicServerExchangeHandler<>(pages))
            .create();
  }

  void start() {
    server.start();
  }

  /** Takes a free port, on which the task's page is then to be seen. */
  Port open(Task task) {
    try {
      InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      ListenerEndpoint endpoint = server.listen(anyPort, URIScheme.HTTP).get();
      tasks.put(endpoint.getAddress(), task);
      return new Port(endpoint, task);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a task was given its port", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("no port for a task: " + e.getCause(), e);
    }
  }

  @Override
  public void close() {
    server.close(CloseMode.IMMEDIATE);
  }

  /** A port that is taken. */
  final class Port implements AutoCloseable {

    private final ListenerEndpoint endpoint;

    private final Task task;

    private Port(ListenerEndpoint endpoint, Task task) {
      this.endpoint = endpoint;
      this.task = task;
    }

    int number() {
      return ((InetSocketAddress) endpoint.getAddress()).getPort();
    }

    /** May come twice, and another task may have got the port in between. */
    @Override
    public void close() {
      tasks.remove(endpoint.getAddress(), task);
      endpoint.close(CloseMode.IMMEDIATE);
    }
  }

  private final class Pages implements AsyncServerRequestHandler<Message<HttpRequest, Void>> {

    @Override
    public AsyncRequestConsumer<Message<HttpRequest, Void>> prepare(
        HttpRequest request, EntityDetails entity, HttpContext context) {
      return new BasicRequestConsumer<>(new DiscardingEntityConsumer<>());
    }

    @Override
    public void handle(
        Message<HttpRequest, Void> message, ResponseTrigger trigger, HttpContext context)
        throws HttpException, IOException {
      Task task = tasks.get(HttpCoreContext.cast(context).getEndpointDetails().getLocalAddress());
      HttpRequest request = message.getHead();
      HttpResponse page =
          TaskPage.show(
              task,
              header(request, "X-Forwarded-Host")
                  .or(() -> header(request, HttpHeaders.HOST))
                  .orElse("(no name)"),
              header(request, "X-Forwarded-Proto").orElse(URIScheme.HTTP.id));
      trigger.submitResponse(
          AsyncResponseBuilder.create(page.status())
              // A connection that is kept would outlive its task.
              .setHeader(HttpHeaders.CONNECTION, HeaderElements.CLOSE)
              .setEntity(page.body(), ContentType.TEXT_HTML.withCharset("utf-8"))
              .build(),
          context);
    }

    private static Optional<String> header(HttpRequest request, String name) {
      return Optional.ofNullable(request.getFirstHeader(name)).map(Header::getValue);
    }
  }
}
