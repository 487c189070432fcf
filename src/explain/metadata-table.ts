import { showForeign } from "../common/foreign-text.ts";
import { demoFolder } from "../demo/demo.ts";
import type { Metadata } from "./metadata.ts";

/** A model's description as a table for people, its lines ended. */
export function metadataTable(metadata: Metadata): string {
  const header = ["", "tensor", "type", "shape", "size"];
  const rows = metadata.tensors.map((tensor, n) => [
    String(n + 1).padStart(String(metadata.tensors.length).length),
    showForeign(tensor.name),
    tensor.dtype,
    `[${tensor.shape.join(", ")}]`,
    byteSize(tensor.bytes),
  ]);
  return `${columns(facts(metadata).map((fact) => fact.map(String)))}\n${columns([header, ...rows])}`;
}

function facts(metadata: Metadata): [string, string | number][] {
  const { folder, format, config, params, parameters, parameterBytes, vocabulary } = metadata;
  const bits = (8 * parameterBytes) / parameters;
  const { ropeScaling } = config;
  const scaling =
    ropeScaling === undefined
      ? "none"
      : `factor ${ropeScaling.factor}, low ${ropeScaling.lowFrequencyFactor}, high ${ropeScaling.highFrequencyFactor}, original context ${ropeScaling.originalContext}`;
  const tokens =
    vocabulary === undefined
      ? config.vocabSize
      : `${config.vocabSize} tokens: ${vocabulary.ordinary} by ${vocabulary.kind}, ${vocabulary.special} special`;
  return [
    ["folder", folder === demoFolder ? "none: it is built in" : showForeign(folder)],
    ["format", format],
    ["architecture", "Llama 3: RMSNorm, grouped-query attention with RoPE, SwiGLU"],
    [
      "parameters",
      `${parameters.toLocaleString("en")} (${shortCount(parameters)}), ${byteSize(parameterBytes)}, ${bits.toFixed(1)} bits each`,
    ],
    ["tensors", metadata.tensors.length],
    ["dim", config.dim],
    ["layers", config.nLayers],
    ["query heads", config.nHeads],
    ["key and value heads", config.nKvHeads],
    ["head dim", config.headDim],
    ["hidden dim", config.hiddenDim],
    ...given("multiple_of", params),
    ...given("ffn_dim_multiplier", params),
    ["vocabulary", tokens],
    ["norm eps", config.normEps],
    ["RoPE theta", config.ropeTheta],
    ["RoPE scaling", scaling],
    ["context", config.maxContext],
  ];
}

/** A key of params.json, where the file has it. */
function given(key: string, params: Metadata["params"]): [string, string][] {
  const value = Object.hasOwn(params, key) ? params[key] : undefined;
  return typeof value === "number" ? [[key, String(value)]] : [];
}

/** A number of parameters as models are named by, such as "8.0 B". */
function shortCount(parameters: number): string {
  const units = ["", " k", " M", " B", " T"];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, parameters)) / 3));
  return `${(parameters / 1000 ** power).toFixed(power === 0 ? 0 : 1)}${units[power]}`;
}

/** Lines of cells, each column as wide as its widest cell. */
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

/** A number of bytes as people read it, such as "16.06 GB". */
export function byteSize(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = bytes === 0 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 2)} ${units[power]}`;
}
