# the compiled binary, the C library that it asks for, and nothing else.
#
#   docker build -t llama-nb .
#   docker run --rm -it --user "$(id -u):$(id -g)" -v "$PWD/models-original:/llama-nb/models-original" llama-nb
#
# run as whoever owns the model's files, who may write to them: Bun maps only files that it could write to (the
# mapping is private, so nothing is written). mounted read-only, or as another user, the weights are read into memory.

# with git, which tells the build what commit this is
FROM node:22-bookworm AS build
WORKDIR /source
# apart from the source, which changes more often; Bun is among them
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npx bun scripts/build.ts

FROM gcr.io/distroless/base-nossl-debian12:nonroot
WORKDIR /llama-nb
COPY --from=build /source/dist/llama-nb .
USER 65532:65532
ENTRYPOINT ["/llama-nb/llama-nb"]
