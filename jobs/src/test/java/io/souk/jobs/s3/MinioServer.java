package io.souk.jobs.s3;

import java.net.URI;
import org.testcontainers.containers.MinIOContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A container with the image of {@code -Ds3.it.image}. */
final class MinioServer implements S3Server {

    private final MinIOContainer container;

    private MinioServer(MinIOContainer container) {
        this.container = container;
    }

    static MinioServer start() {
        DockerImageName image =
                DockerImageName.parse(System.getProperty("s3.it.image")).asCompatibleSubstituteFor("minio/minio");
        MinIOContainer container =
                new MinIOContainer(image).withUserName(ACCESS_KEY).withPassword(SECRET_KEY);
        container.start();
        return new MinioServer(container);
    }

    @Override
    public String endpoint() {
        return container.getS3URL();
    }

    @Override
    public String name() {
        return "a container of " + container.getDockerImageName();
    }

    @Override
    public void createBucket(String name) {
        try (S3Client client = S3Client.builder()
                .endpointOverride(URI.create(endpoint()))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .build()) {
            client.createBucket(request -> request.bucket(name));
        }
    }

    @Override
    public void close() {
        container.stop();
    }
}
