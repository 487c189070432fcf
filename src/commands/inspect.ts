import { interruptedExitCode, interruptible } from "../answer/interruptible.ts";
import { type Verified, verifyRecords } from "../checkpoint/verify.ts";
import { command } from "../command-line/command.ts";
import { logArguments, modelArgument } from "../command-line/common-arguments.ts";
import { findModel } from "../command-line/find-model.ts";
import { count } from "../common/count.ts";
import { jsonLine } from "../common/json-line.ts";
import { describeModel, type Metadata } from "../explain/metadata.ts";
import { byteSize, metadataTable } from "../explain/metadata-table.ts";
import { openModel } from "../model/open.ts";
import { standardOutput } from "../terminal/output.ts";
import { isLiveTerminal, StatusLine } from "../terminal/status.ts";

/** Shows what a model is made of. */
export const inspect = command({
  name: "llama-nb inspect",
  description: "tensors, hyperparameters and sizes of a model",
  args: {
    json: { type: "boolean", description: "one object of JSON" },
    verify: { type: "boolean", description: "read the whole checkpoint and compare its checksums" },
    ...modelArgument,
    ...logArguments,
  },
  sections: [
    {
      title: "Examples",
      lines: [
        ["llama-nb inspect -m FOLDER", "a table of hyperparameters and tensors"],
        ["llama-nb inspect --json | jq '.tensors[].name'", "the names alone"],
        ["llama-nb inspect --verify -m FOLDER", "find out whether a download is damaged"],
      ],
    },
  ],
  async run({ args, log }) {
    const metadata = describeModel(openModel(findModel(args.model, log)));
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

function toJson({ tensors, params, elements, bytes }: Metadata, verified: Verified | undefined): object {
  return { tensors, params, elements, bytes, ...(verified !== undefined && { verified }) };
}
