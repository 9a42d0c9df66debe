# syntax=docker/dockerfile:1
# Concord's image: the web server, the worker and the commands of an operator. docs/hosting.md says how to run it.
# It runs as an ordinary user on a read-only file system; only /app/.data, /app/.next/cache and /tmp are written.

# The version that the tests run on.
ARG NODE_VERSION=20.20.2

FROM node:${NODE_VERSION}-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN node scripts/run.mjs build
# What only development needs goes: its packages, the tests and the cache of the build. The list of what stays is for audits.
RUN npm prune --omit=dev \
  && rm -rf .next/cache bench docs e2e emulator testing \
  && mkdir -p .data .next/cache \
  && npm sbom --omit=dev --package-lock-only --sbom-format=cyclonedx > sbom.json

FROM node:${NODE_VERSION}-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 NEXT_TELEMETRY_DISABLED=1
WORKDIR /app
# Root owns the files, so the process cannot change its own program.
COPY --from=build /app ./
RUN chown node:node .data .next/cache && chmod 700 .data
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "scripts/healthy.mjs"]
CMD ["node", "scripts/run.mjs", "start"]
