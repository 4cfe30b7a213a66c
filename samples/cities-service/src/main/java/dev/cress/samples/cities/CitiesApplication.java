package dev.cress.samples.cities;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service. */
@SpringBootApplication(proxyBeanMethods = false)
public class CitiesApplication {

    /**
     * Starts the service on port 8080, or on that of {@code --server.port} or {@code SERVER_PORT}.
     *
     * @param arguments Spring Boot's arguments
     */
    public static void main(String[] arguments) {
        SpringApplication.run(CitiesApplication.class, arguments);
    }
}
