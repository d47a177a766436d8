package org.mcws.desk.platform.mail.james;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.mail.MailHosting;

/** Apache James with the token check switched on. */
class JamesTokenIT {

  @TempDir Path home;

  @Test
  void letsInOnlyWithAnAdministratorsToken() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair keys = generator.generateKeyPair();
    try (RealJames james = start(keys)) {
      MailHosting trusted = adapter(james, token(keys, true));
      trusted.ensureDomain("token.example");
      assertThat(trusted.hasDomain("token.example")).isTrue();

      for (String token : new String[] {null, token(keys, false)}) {
        assertThatThrownBy(() -> adapter(james, token).hasDomain("token.example"))
            .isInstanceOf(PlatformUnavailable.class)
            .hasMessageContaining("desk.mail.james.token");
      }
    }
  }

  private RealJames start(KeyPair keys) throws IOException {
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    return RealJames.start(
        home,
        Map.of(
            "jwt.pem",
            pem,
            "webadmin.properties",
            """
            enabled=true
            host=127.0.0.1
            port=@api@
            jwt.enabled=true
            jwt.publickeypem.url=file://conf/jwt.pem
            """));
  }

  private static MailHosting adapter(RealJames james, String token) {
    return new JamesMailHosting(
        new JamesSettings(
            URI.create(james.url()),
            token,
            new HttpTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(10))));
  }

  private static String token(KeyPair keys, boolean admin) throws GeneralSecurityException {
    String claims =
        "{\"sub\":\"desk\",\"admin\":%s,\"exp\":%d}"
            .formatted(admin, Instant.now().plusSeconds(600).getEpochSecond());
    String signed = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + base64(claims);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
