import { showForeign } from "../common/foreign-text.ts";
import { byteSize } from "./metadata-table.ts";
import type { Bfloat16Bits, TensorDetails } from "./tensor-details.ts";

const barWidth = 40;
const leftColumn = 12;

/** A tensor looked at closely, as text for people, its lines ended. */
export function tensorTable(details: TensorDetails): string {
  const { name, dtype, shape, strides, file, offset, bytes, notFinite } = details;
  const facts: [string, string][] = [
    ["tensor", showForeign(name)],
    ["type", dtype],
    ["shape", `[${shape.join(", ")}]`],
    ["strides", `[${strides.join(", ")}]`],
    ["size", byteSize(bytes)],
    ["file", showForeign(file)],
    ["offset", `byte ${offset}`],
    ["smallest", show(details.min)],
    ["largest", show(details.max)],
    ["mean", show(details.mean)],
    ["deviation", show(details.deviation)],
    ...(notFinite > 0 ? [["not finite", String(notFinite)] as [string, string]] : []),
    ["first values", details.first.map(show).join("  ")],
  ];
  const lines = facts.map(([term, value]) => `${term.padEnd(leftColumn)}  ${value}`);
  const bits = details.bits === undefined ? [] : ["", ...bitLines(details.bits)];
  return `${[...lines, ...bits, "", ...histogramLines(details)].join("\n")}\n`;
}

/** The bits of a number, with what they stand for below them. */
function bitLines({ pattern, sign, exponent, fraction, value }: Bfloat16Bits): string[] {
  const power = Number.parseInt(exponent, 2);
  const part = Number.parseInt(fraction, 2);
  const meaning =
    power === 0 || power === 255
      ? "a special case: zero, a subnormal number, infinity or NaN"
      : `${sign === "0" ? "" : "-"}2^(${power} - 127) × (1 + ${part}/128)`;
  return [
    `the first value as bfloat16, 0x${pattern}:`,
    `  sign ${sign}   exponent ${exponent}   fraction ${fraction}`,
    `  ${meaning} = ${show(value)}`,
  ];
}

function histogramLines({ histogram, min, max }: TensorDetails): string[] {
  const most = Math.max(1, ...histogram);
  const width = (max - min) / histogram.length;
  const labels = histogram.map((_, n) => show(min + n * width));
  const labelWidth = Math.max(...labels.map((label) => label.length));
  return [
    "how the values are spread:",
    ...histogram.map((count, n) => {
      const bar = "█".repeat(Math.round((count / most) * barWidth)) || (count > 0 ? "▏" : "");
      return `  ${labels[n].padStart(labelWidth)}  ${bar.padEnd(barWidth)}  ${count}`;
    }),
  ];
}

/** A number with four significant digits. */
function show(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value);
}
