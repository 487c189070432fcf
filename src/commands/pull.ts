import { relative, resolve } from "node:path";
import { interruptedExitCode, interruptible } from "../answer/interruptible.ts";
import { command } from "../command-line/command.ts";
import { logArguments } from "../command-line/common-arguments.ts";
import { modelWithoutName } from "../command-line/find-model.ts";
import { placeForModels } from "../command-line/model-places.ts";
import { count } from "../common/count.ts";
import { UsageError } from "../common/errors.ts";
import { showForeign } from "../common/foreign-text.ts";
import { bytesText, timeText } from "../hub/amounts.ts";
import { Progress } from "../hub/progress.ts";
import { type PullEvents, type Pulled, pull as pullModel } from "../hub/pull.ts";
import { parseRepository } from "../hub/repository.ts";
import { HubClient } from "../hub/requests/client.ts";
import { hubSettings } from "../hub/requests/settings.ts";
import type { Log } from "../terminal/log.ts";
import { standardOutput } from "../terminal/output.ts";
import { isLiveTerminal, StatusLine } from "../terminal/status.ts";

/** Loads a model from a hub. */
export const pull = command({
  name: "llama-nb pull",
  description: "load a model from Hugging Face",
  args: {
    repository: {
      type: "positional",
      required: true,
      valueHint: "REPOSITORY[:QUANT]",
      description: "which model",
    },
    to: {
      type: "string",
      alias: "o",
      valueHint: "DIR",
      description: "the model's folder (default: one in models-original, named after the repository)",
    },
    revision: {
      type: "string",
      valueHint: "NAME",
      description: "a branch, tag or commit of the repository",
      default: "main",
    },
    verify: {
      type: "boolean",
      description: "read the files that are there already, and compare their checksums",
    },
    ...logArguments,
  },
  sections: [
    {
      title: "Examples",
      lines: [
        [
          "llama-nb pull HuggingFaceTB/SmolLM2-135M-Instruct",
          "a small model that everybody may load, 270 MB",
        ],
        [
          "llama-nb pull meta-llama/Llama-3.1-8B-Instruct",
          "16 GB; its licence has to be accepted, and HF_TOKEN set",
        ],
        [
          "llama-nb pull bartowski/Llama-3.2-1B-Instruct-GGUF:Q4_K_M",
          "one of the quantizations of a model; without :Q4_K_M it says which there are",
        ],
        ["llama-nb pull HuggingFaceTB/SmolLM2-135M-Instruct -o smol", "into the folder smol"],
      ],
    },
    {
      title: "What is loaded",
      lines: [
        "The files that a model needs: Meta's (in the folder original of a repository, or at its root) if there are any, " +
          "otherwise the safetensors with their configuration, otherwise the GGUF file. QUANT chooses a GGUF file, " +
          "by its quantization (Q4_K_M) or by its name (model.gguf).",
        "Each file is compared with the SHA-256 that the hub lists, and the model appears in its folder when all of " +
          "them are whole. Ctrl-C, a lost connection or a full disk lose nothing: the same command goes on where it " +
          "stopped. For a model that is there and unchanged nothing is loaded.",
      ],
    },
    {
      title: "Environment",
      lines: [
        [
          "HF_TOKEN",
          "a token of your account, for models whose licence has to be accepted, and for private ones",
        ],
        ["HF_HOME", "its file token is used if HF_TOKEN is not set (default ~/.cache/huggingface)"],
        ["HF_ENDPOINT", "another hub (default https://huggingface.co)"],
        ["HTTPS_PROXY, NO_PROXY", "the proxy to use, and the hosts to reach without it"],
      ],
    },
  ],
  async run({ args, log }) {
    if (args.repository === undefined) {
      throw new UsageError("pull: no repository is named; write llama-nb pull OWNER/NAME");
    }
    const wanted = parseRepository(args.repository);
    for (const flag of ["to", "revision"] as const) {
      if (args[flag] === "") throw new UsageError(`--${flag} is empty; leave it out`);
    }
    const { to, revision, verify } = args;
    const isLive = isLiveTerminal() && !args.quiet;
    const progress = new Progress(log, new StatusLine(isLive, log.colors.dim), isLive);
    const client = new HubClient(hubSettings(), (problem, seconds) => {
      progress.waiting(`${showForeign(problem)}; trying again in ${timeText(seconds)}`);
    });
    const folderFor = (name: string): string =>
      to === undefined ? resolve(placeForModels(), name) : resolve(to);
    const started = performance.now();
    progress.doing(`asking ${client.settings.endpoint} for the list of files`);
    const pulled = await interruptible(async (signal) => {
      const options = { wanted, revision, folderFor, verifies: verify === true, signal };
      try {
        return await pullModel(client, options, eventsFor(progress));
      } catch (error) {
        if (!signal.aborted) throw error;
        progress.say(
          progress.hasBegun
            ? "stopped; what has come is kept, and the same command goes on with it"
            : "stopped",
        );
        return undefined;
      } finally {
        progress.end();
      }
    });
    if (pulled === undefined) {
      process.exitCode = interruptedExitCode;
      return;
    }
    await report(pulled, (performance.now() - started) / 1000, log);
  },
});

function eventsFor(progress: Progress): PullEvents {
  return {
    planned({ format, files }, folder, { bytes, kept }) {
      const already = kept > 0 ? `, ${bytesText(kept)} of them there already` : "";
      const what = `${format} (${count(files.length, "file")})`;
      progress.say(`${what} into ${shownPath(folder)}: ${bytesText(bytes)} to load${already}`);
      progress.begin(bytes);
    },
    waiting: (folder) => {
      progress.waiting(
        `another llama-nb loads into ${shownPath(folder)}; waiting until it is done (Ctrl-C: do not)`,
      );
    },
    progress: (file, bytes) => progress.loading(file, bytes),
    whole: (file) => progress.whole(file),
    received: (bytes) => progress.receive(bytes),
    checking: (file, bytes) => progress.checking(file, bytes),
  };
}

/** Says where the model is, and how it is run. */
async function report({ folder, loaded }: Pulled, seconds: number, log: Log): Promise<void> {
  if (loaded.length > 0) {
    const bytes = loaded.reduce((sum, { size }) => sum + size, 0);
    log.info(`${count(loaded.length, "file")}, ${bytesText(bytes)}, verified, in ${timeText(seconds)}`);
  }
  const isFound = modelWithoutName() === folder;
  const run = `llama-nb ${isFound ? "" : `-m ${quoted(shownPath(folder))} `}"Hello"`;
  const output = standardOutput();
  await output.write(
    `${shownPath(folder)} is ${loaded.length > 0 ? "whole" : "whole already"}; to run it: ${run}\n`,
  );
  await output.flush();
}

/** A path as short as it can be written from here, safe to show. */
function shownPath(path: string): string {
  const below = relative(process.cwd(), path);
  return showForeign(below === "" ? "." : below.startsWith("..") ? path : below);
}

/** A path as a shell takes it. */
function quoted(path: string): string {
  if (/^[\w./:\\+@%,=-]+$/.test(path)) return path;
  return process.platform === "win32" ? `"${path}"` : `'${path.replaceAll("'", "'\\''")}'`;
}
