import { interruptedExitCode, interruptible } from "../answer/interruptible.ts";
import type { TensorInfo } from "../checkpoint/tensor-info.ts";
import { type Verified, verifyRecords } from "../checkpoint/verify.ts";
import { command } from "../command-line/command.ts";
import { logArguments, modelArgument } from "../command-line/common-arguments.ts";
import { findModel } from "../command-line/find-model.ts";
import { count } from "../common/count.ts";
import { FileError, UsageError } from "../common/errors.ts";
import { showForeign } from "../common/foreign-text.ts";
import { jsonLine } from "../common/json-line.ts";
import { nearest } from "../common/nearest.ts";
import { describeModel, type Metadata } from "../explain/metadata.ts";
import { byteSize, metadataTable } from "../explain/metadata-table.ts";
import { tensorDetails } from "../explain/tensor-details.ts";
import { tensorTable } from "../explain/tensor-table.ts";
import { type ModelFiles, openModel, openTokenizer } from "../model/open.ts";
import { standardOutput } from "../terminal/output.ts";
import { isLiveTerminal, StatusLine } from "../terminal/status.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";

/** Shows what a model consists of. */
export const inspect = command({
  name: "llama-nb inspect",
  description: "tensors, hyperparameters and sizes of a model",
  args: {
    name: { type: "positional", required: false, valueHint: "TENSOR", description: "one tensor, closely" },
    json: { type: "boolean", description: "a JSON object" },
    verify: { type: "boolean", description: "read the whole checkpoint and compare its checksums" },
    ...modelArgument,
    ...logArguments,
  },
  sections: [
    {
      title: "Examples",
      lines: [
        ["llama-nb inspect -m demo", "a table of hyperparameters and tensors"],
        ['llama-nb inspect --json | jq ".tensors[].name"', "only the names"],
        [
          "llama-nb inspect -m demo layers.0.attention.wq.weight",
          "one tensor: its values, and its place in the file",
        ],
        ["llama-nb inspect --verify -m demo", "finds out whether a download is damaged"],
      ],
    },
  ],
  async run({ args, log }) {
    const path = findModel(args.model, log);
    const files = openModel(path);
    if (args.name !== undefined) {
      await writeTensor(tensorNamed(args.name, files), args.json === true);
      return;
    }
    const metadata = describeModel(files, tokenizerOf(path));
    const status = new StatusLine(isLiveTerminal() && !args.quiet, log.colors.dim);
    const verified = args.verify ? await verify(metadata, status) : undefined;
    if (verified === "interrupted") {
      process.exitCode = interruptedExitCode;
      return;
    }
    const output = standardOutput();
    await output.write(
      args.json ? jsonLine(toJson(metadata, verified)) : metadataTable(metadata) + verifiedLine(verified),
    );
    await output.flush();
  },
});

/** A tensor by its name, of which `.weight` may be left out. @throws UsageError when there is none */
function tensorNamed(name: string, { tensors }: ModelFiles): TensorInfo {
  const found = tensors.get(name) ?? tensors.get(`${name}.weight`);
  if (found !== undefined) {
    const dimensions = found.shape.length;
    if (dimensions === 1 || dimensions === 2) return found;
    throw new UsageError(
      `${showForeign(name)} has ${dimensions} dimensions; only vectors and matrices can be shown`,
    );
  }
  const close = nearest(name, [...tensors.keys()]);
  const advice = close === undefined ? "llama-nb inspect lists them" : `did you mean ${showForeign(close)}?`;
  throw new UsageError(`the model has no tensor "${showForeign(name)}"; ${advice}`);
}

async function writeTensor(info: TensorInfo, isJson: boolean): Promise<void> {
  const details = tensorDetails(info);
  const output = standardOutput();
  await output.write(isJson ? jsonLine(details) : tensorTable(details));
  await output.flush();
}

/** The tokenizer, if there is one: a model's tensors can be listed without it. */
function tokenizerOf(path: string): Tokenizer | undefined {
  try {
    return openTokenizer(path);
  } catch (error) {
    if (error instanceof FileError) return undefined;
    throw error;
  }
}

/** @throws FileError if a file is damaged, or has no checksums */
async function verify({ tensors }: Metadata, status: StatusLine): Promise<Verified | "interrupted"> {
  const paths = [...new Set(tensors.map(({ file }) => file))];
  const total = { records: 0, bytes: 0 };
  try {
    for (const [index, path] of paths.entries()) {
      const show = (part: number) => status.show(progressBar((index + part) / paths.length));
      const verified = await interruptible((signal) => verifyRecords(path, show, signal));
      if (verified === undefined) return "interrupted";
      total.records += verified.records;
      total.bytes += verified.bytes;
    }
  } finally {
    status.clear();
  }
  return total;
}

function progressBar(part: number): string {
  const width = 24;
  const full = Math.round(part * width);
  return `verifying ${"█".repeat(full)}${"░".repeat(width - full)} ${(100 * part).toFixed(0)} %`;
}

function verifiedLine(verified: Verified | undefined): string {
  if (verified === undefined) return "";
  const { records, bytes } = verified;
  return `\nverified: ${count(records, "record")} (${byteSize(bytes)}) match their checksums\n`;
}

function toJson(metadata: Metadata, verified: Verified | undefined): object {
  const { tensors, params, elements, bytes, parameters, parameterBytes, format, vocabulary } = metadata;
  const more = { parameters, parameterBytes, format, vocabulary };
  return { tensors, params, elements, bytes, ...more, ...(verified !== undefined && { verified }) };
}
