import { engineNames } from "../engine/engine-names.ts";
import { weightsModes } from "../engine/weights-mode.ts";
import { colorModes } from "../terminal/log.ts";
import { type Definitions, oneOf } from "./definitions.ts";

/** Flags that every command has. */
export const logArguments = {
  color: oneOf(colorModes, { description: "colour what goes to stderr", default: "auto" }),
  quiet: { type: "boolean", alias: "q", description: "write nothing to stderr but errors" },
  verbose: {
    type: "boolean",
    alias: "v",
    description: "also in a pipe: timings, the model's folder and the seed; for an error, where it happened",
  },
  version: { type: "boolean", description: "print the version" },
  help: { type: "boolean", alias: "h", description: "print this help" },
} as const satisfies Definitions;

/** Which model. */
export const modelArgument = {
  model: {
    type: "string",
    alias: "m",
    valueHint: "DIR",
    description: "folder with consolidated.00.pth, params.json, tokenizer.model; demo: the built-in model",
  },
} as const satisfies Definitions;

/** How the model is run. */
export const runArguments = {
  context: {
    type: "string",
    alias: "c",
    valueHint: "N",
    description: "most tokens of prompt and answer together (default: the model's, at most 8192)",
  },
  threads: {
    type: "string",
    alias: "t",
    valueHint: "N",
    description: "threads that compute (default: one per core)",
  },
  engine: oneOf(engineNames, { description: "what does the arithmetic (default: simd where it can run)" }),
  weights: oneOf(weightsModes, {
    description: "mmap: read weights from the file as needed; ram: copy them to memory",
    default: "auto",
  }),
  trace: {
    type: "string",
    valueHint: "FILE",
    description: "write the time of every operation to a file that ui.perfetto.dev shows",
  },
} as const satisfies Definitions;
