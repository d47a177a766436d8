package org.mcws.desk.build;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** The examples that a community can begin from, by REST. */
@RestController
@RequestMapping("/api/starters")
@Tag(name = "Builds")
class StarterController {

  private final Starters starters;

  StarterController(Starters starters) {
    this.starters = starters;
  }

  @Operation(summary = "Small working examples that a service can begin from")
  @GetMapping
  List<Starter> list() {
    return starters.all();
  }

  @Operation(summary = "An example, with its explanation")
  @GetMapping("/{id}")
  Starter show(@PathVariable String id) {
    return find(id);
  }

  @Operation(summary = "An example's files, to put into a repository of one's own")
  @GetMapping(value = "/{id}/files", produces = "application/zip")
  ResponseEntity<StreamingResponseBody> files(@PathVariable String id) {
    Map<String, byte[]> files = starters.files(find(id).id());
    return ResponseEntity.ok()
        .contentType(MediaType.valueOf("application/zip"))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(id + ".zip").build().toString())
        .body(out -> zip(files, out));
  }

  private static void zip(Map<String, byte[]> files, OutputStream out) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
  }

  private Starter find(String id) {
    return starters
        .find(id)
        .orElseThrow(
            () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such starter."));
  }
}
