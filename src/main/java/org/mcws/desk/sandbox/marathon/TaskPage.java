package org.mcws.desk.sandbox.marathon;

import java.util.Map;
import org.mcws.desk.sandbox.HttpResponse;
import org.springframework.web.util.HtmlUtils;

/** What a visitor of a sandbox site sees: which app of which image answered. */
final class TaskPage {

  private TaskPage() {}

  /**
   * @param task null if it has just ended
   * @param host the name that the visitor asked for
   * @param protocol by which the visitor came to the edge
   */
  static HttpResponse show(Task task, String host, String protocol) {
    if (task == null || task.started() == null) {
      return HttpResponse.text(503, "This task does not run.");
    }
    AppDefinition app = task.app();
    String body =
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>%1$s</title>
        <h1>%1$s</h1>
        <p>%2$s</p>
        <dl>
        <dt>App</dt><dd id="app">%3$s</dd>
        <dt>Image</dt><dd id="image">%4$s</dd>
        <dt>Version</dt><dd id="version">%5$s</dd>
        <dt>Task</dt><dd id="task">%6$s</dd>
        <dt>Protocol</dt><dd id="protocol">%7$s</dd>
        </dl>
        </html>
        """
            .formatted(
                HtmlUtils.htmlEscape(host),
                task.good()
                    ? "This site runs in the sandbox of MCWS Desk."
                    : "This app is broken on purpose.",
                HtmlUtils.htmlEscape(app.id()),
                HtmlUtils.htmlEscape(app.image()),
                app.version(),
                task.id(),
                HtmlUtils.htmlEscape(protocol));
    return new HttpResponse(
        task.good() ? 200 : 500, Map.of("Content-Type", "text/html; charset=utf-8"), body);
  }
}
