package org.mcws.desk.platform.images;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
class ScaffoldImages implements Images {

  @Override
  public Optional<String> digest(String reference) {
    return reference.matches(".*[:.-](missing|gone)(@.*)?")
        ? Optional.empty()
        : Optional.of("sha256:" + "0".repeat(64));
  }

  @Override
  public List<String> tags(String reference) {
    return List.of();
  }
}
