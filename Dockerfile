# Node runs the TypeScript itself: there is no build step.
FROM node:24-alpine
WORKDIR /app
# HOST: Probot's default, localhost, is not reachable from outside of a container.
# NODE_ENV: otherwise missing credentials lead to a set-up page that anybody could use.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
COPY package.json package-lock.json ./
# Without clients of databases that only some have: docs/sources/mysql.md.
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force && mkdir /data && chown node:node /data
COPY app.yml ./
COPY drizzle drizzle
COPY bin bin
COPY src src
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK CMD wget -qO- http://127.0.0.1:3000/healthz || exit 1
# Not through npm, which would keep SIGTERM to itself.
CMD ["node", "src/main.ts"]
