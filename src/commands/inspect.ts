import { readCheckpoint } from "../checkpoint/checkpoint.ts";
import { readParams } from "../checkpoint/params.ts";
import { elementCount } from "../checkpoint/tensor-info.ts";
import { bytesPerElement } from "../common/dtype.ts";
import { jsonLine } from "../common/json-line.ts";
import { demoFolder } from "../demo/demo.ts";
import { type ModelConfig, modelConfig } from "../model/config.ts";
import { checkLayout } from "../model/layout.ts";
import { createLog } from "../terminal/log.ts";
import { standardOutput } from "../terminal/output.ts";
import { command } from "./command.ts";
import { logArguments, modelArgument } from "./common-arguments.ts";
import { findModel } from "./find-model.ts";
import { logOptions } from "./run-options.ts";

/** shows what a model is made of. */
export const inspect = command({
  name: "llama-nb inspect",
  description: "tensors, hyperparameters and sizes of a model",
  args: {
    json: { type: "boolean", description: "one object of JSON" },
    ...modelArgument,
    ...logArguments,
  },
  sections: [
    {
      title: "Examples",
      lines: [
        ["llama-nb inspect -m FOLDER", "a table of hyperparameters and tensors"],
        ["llama-nb inspect --json | jq '.tensors[].name'", "the names alone"],
      ],
    },
  ],
  async run({ args }) {
    const metadata = readMetadata(findModel(args.model, createLog(logOptions(args))));
    const output = standardOutput();
    await output.write(args.json ? jsonLine(toJson(metadata)) : metadataTable(metadata));
    await output.flush();
  },
});

/** a tensor as `inspect` tells of it. */
interface TensorLine {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: number;
  readonly file: string;
  readonly offset: number;
}

/** a model's description. */
interface Metadata {
  readonly folder: string;
  readonly config: ModelConfig;
  /** params.json as it is. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly tensors: readonly TensorLine[];
  readonly elements: number;
  readonly bytes: number;
}

/** reads a model's description; the weights stay on disk. @throws UserError */
export function readMetadata(folder: string): Metadata {
  const params = readParams(folder);
  const checkpoint = readCheckpoint(folder);
  const embeddings = checkpoint.tensors.get("tok_embeddings.weight");
  const config = modelConfig(params, embeddings?.shape[0]);
  checkLayout(checkpoint, config);
  const tensors = [...checkpoint.tensors.values()].map(({ name, dtype, shape, file, offset }) => {
    return { name, dtype, shape, bytes: elementCount(shape) * bytesPerElement[dtype], file, offset };
  });
  return {
    folder,
    config,
    params: params.raw,
    tensors,
    elements: tensors.reduce((sum, { shape }) => sum + elementCount(shape), 0),
    bytes: tensors.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

function toJson({ tensors, params, elements, bytes }: Metadata): object {
  return { tensors, params, elements, bytes };
}

/** a model's description as a table for people, its lines ended. */
export function metadataTable({ folder, config, tensors, elements, bytes }: Metadata): string {
  const facts: [string, string | number][] = [
    ["folder", folder === demoFolder ? "none: it is built in" : folder],
    ["parameters", `${elements.toLocaleString("en")} (${size(bytes)})`],
    ["dim", config.dim],
    ["layers", config.nLayers],
    ["query heads", config.nHeads],
    ["key and value heads", config.nKvHeads],
    ["head dim", config.headDim],
    ["hidden dim", config.hiddenDim],
    ["vocabulary", config.vocabSize],
    ["norm eps", config.normEps],
    ["RoPE theta", config.ropeTheta],
    ["RoPE scaling", config.ropeScaling === undefined ? "none" : `factor ${config.ropeScaling.factor}`],
    ["context", config.maxContext],
  ];
  const header = ["tensor", "type", "shape", "size"];
  const rows = tensors.map((tensor) => [
    tensor.name,
    tensor.dtype,
    `[${tensor.shape.join(", ")}]`,
    size(tensor.bytes),
  ]);
  return `${columns(facts.map((fact) => fact.map(String)))}\n${columns([header, ...rows])}`;
}

/** lines of cells, each column as wide as its widest cell. */
function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column]))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}

/** a number of bytes for people. */
function size(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = bytes === 0 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 2)} ${units[power]}`;
}
