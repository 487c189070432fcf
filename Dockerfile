# The compiled binary, the C library that it needs, and nothing else.
#
#   docker build -t llama-nb .
#   docker run --rm -it --user "$(id -u):$(id -g)" -v "$PWD/models-original:/llama-nb/models-original" llama-nb
#
# Run it as the owner of the model's files, with write permission: Bun maps only files that it could write to. (The mapping is
# private, so nothing is written.) If they are mounted read-only, or belong to another user, the weights are read into memory.
#
# The images are pinned by digest. To update one, run `docker buildx imagetools inspect IMAGE:TAG` and copy its Digest.

# An image with git, which tells the build what commit this is
FROM node:22-bookworm@sha256:363e1587494626837fa7f9a23bdb453d13b0ff3c67c705c2805cfc69c2d2fad7 AS build
WORKDIR /source
# Before the source, which changes more often. Bun is among the packages
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npx bun scripts/build.ts

FROM gcr.io/distroless/base-nossl-debian12:nonroot@sha256:be40c00dfabd86576d92666e87e406714d5618342de1a0c213ad232de255172e
WORKDIR /llama-nb
COPY --from=build /source/dist/llama-nb .
USER 65532:65532
ENTRYPOINT ["/llama-nb/llama-nb"]
