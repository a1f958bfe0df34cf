# It was never built here, where there is no engine: test/image.test.ts runs the same steps in a clean folder, as far as that goes.
# Node runs the TypeScript itself: nothing is compiled.
#   docker buildx build --platform linux/amd64,linux/arm64 -t soundings .

# What it installs is the same for every platform: no package that runs Soundings has an install script.
FROM --platform=$BUILDPLATFORM node:24-alpine3.22 AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# Without clients of databases that only some have: docs/sources/mysql.md.
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:24-alpine3.22 AS node

# Node alone: no npm, no yarn, no compiler.
FROM alpine:3.22
RUN apk add --no-cache libstdc++ && adduser -D -H -u 1000 node && mkdir /data && chown node:node /data
COPY --from=node /usr/local/bin/node /usr/local/bin/
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json app.yml LICENSE NOTICE ./
COPY drizzle drizzle
COPY bin bin
COPY src src
ARG VERSION=0.0.0
ARG REVISION=unknown
ARG SOURCE=https://github.com/soundings/soundings
LABEL org.opencontainers.image.title="Soundings" \
      org.opencontainers.image.description="Ties pull requests to outcomes: nobody ships into silence." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.source="$SOURCE"
# HOST: the default, localhost, is not reachable from outside of a container.
# NODE_ENV: otherwise missing credentials lead to a set-up page that anybody could use.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
# By its number, which Kubernetes can tell from root.
USER 1000:1000
# Everything else may be read-only. With DATABASE_URL nothing is written here either.
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD wget -qO /dev/null "http://127.0.0.1:$PORT/healthz" || exit 1
# By itself Node lets the heap of new objects grow to three times 16 MB in each thread, which is a third of the memory at rest (docs/performance.md).
CMD ["node", "--max-semi-space-size=4", "src/main.ts"]
