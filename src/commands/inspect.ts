import { command } from "../command-line/command.ts";
import { logArguments, modelArgument } from "../command-line/common-arguments.ts";
import { findModel } from "../command-line/find-model.ts";
import { jsonLine } from "../common/json-line.ts";
import { type Metadata, readMetadata } from "../explain/metadata.ts";
import { metadataTable } from "../explain/metadata-table.ts";
import { standardOutput } from "../terminal/output.ts";

/** Shows what a model consists of. */
export const inspect = command({
  name: "llama-nb inspect",
  description: "tensors, hyperparameters and sizes of a model",
  args: {
    json: { type: "boolean", description: "a JSON object" },
    ...modelArgument,
    ...logArguments,
  },
  sections: [
    {
      title: "Examples",
      lines: [
        ["llama-nb inspect -m demo", "a table of hyperparameters and tensors"],
        ['llama-nb inspect --json | jq ".tensors[].name"', "only the names"],
      ],
    },
  ],
  async run({ args, log }) {
    const metadata = readMetadata(findModel(args.model, log));
    const output = standardOutput();
    await output.write(args.json ? jsonLine(toJson(metadata)) : metadataTable(metadata));
    await output.flush();
  },
});

function toJson({ tensors, params, elements, bytes }: Metadata): object {
  return { tensors, params, elements, bytes };
}
