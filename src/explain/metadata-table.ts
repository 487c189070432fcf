import { showForeign } from "../common/foreign-text.ts";
import { demoFolder } from "../demo/demo.ts";
import type { Metadata } from "./metadata.ts";

/** A model's description as a table for people, its lines ended. */
export function metadataTable({ folder, config, tensors, elements, bytes }: Metadata): string {
  const facts: [string, string | number][] = [
    ["folder", folder === demoFolder ? "none: it is built in" : showForeign(folder)],
    ["parameters", `${elements.toLocaleString("en")} (${byteSize(bytes)})`],
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
    showForeign(tensor.name),
    tensor.dtype,
    `[${tensor.shape.join(", ")}]`,
    byteSize(tensor.bytes),
  ]);
  return `${columns(facts.map((fact) => fact.map(String)))}\n${columns([header, ...rows])}`;
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
