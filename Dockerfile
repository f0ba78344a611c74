# Clara as a container: built with the JDK, run as an ordinary user, everything she knows under /data.
FROM eclipse-temurin:25-jdk AS build
RUN apt-get update && apt-get install -y --no-install-recommends maven && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp -pl app -am -Dmaven.test.skip=true package

FROM eclipse-temurin:25-jdk
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --uid 10001 clara \
    && mkdir -p /data /opt/clara/target/launcher \
    && chown clara:clara /data /opt/clara/target/launcher \
    && chmod 700 /data
COPY --from=build /src/clara /opt/clara/clara
COPY --from=build /src/app/target/clara-app-*.jar /opt/clara/app/target/
COPY --from=build /src/app/target/lib /opt/clara/app/target/lib
USER clara
# Makes the start-up cache in the image, so that the first start of a container is a fast one.
RUN /opt/clara/clara --version
# Inside a container the door opens to its network; compose publishes it on this machine only.
ENV CLARA_HOME=/data CLARA_HTTP_HOST=0.0.0.0
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD curl --fail --silent --show-error "http://127.0.0.1:${CLARA_HTTP_PORT:-8080}/health" || exit 1
ENTRYPOINT ["/opt/clara/clara"]
CMD ["serve"]
