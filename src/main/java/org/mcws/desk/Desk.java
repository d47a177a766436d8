package org.mcws.desk;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The service desk, started. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Desk {

  public static void main(String[] args) {
    SpringApplication.run(Desk.class, args);
  }
}
