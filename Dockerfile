# Cordon in a container: built with everything, run with nothing it does not need, by nobody in particular, on a read-only root.
#   docker build -t cordon .
#   docker run --read-only --tmpfs /tmp -v cordon-data:/data -p 127.0.0.1:8642:8642 cordon
FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
COPY scripts ./scripts
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run --silent build && node scripts/page.mjs && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-bookworm-slim
ENV NODE_ENV=production CORDON_DATA=/data CORDON_HOST=0.0.0.0 CORDON_PORT=8642 CORDON_LOG=info
WORKDIR /app
COPY --from=build /build/package.json ./
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/bin ./bin
COPY --from=build /build/dist ./dist
COPY --from=build /build/data ./data
COPY --from=build /build/web/dist ./web/dist
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8642
STOPSIGNAL SIGTERM
# ready, not only alive: a stale list must not be served behind a green light
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8642/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "bin/cordon.js"]
CMD ["serve"]
