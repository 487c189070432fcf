import type { ArgsDef } from "citty";
import { engineNames } from "../engine/engine-names.ts";
import { weightsModes } from "../engine/weights-mode.ts";

/** Flags that every command has. */
export const logArguments = {
  color: {
    type: "string",
    valueHint: "auto|always|never",
    description: "colour what goes to stderr",
    default: "auto",
  },
  quiet: { type: "boolean", alias: "q", description: "say nothing on stderr but errors" },
  verbose: {
    type: "boolean",
    alias: "v",
    description: "timings on stderr, also in a pipe; where an error came from",
  },
  version: { type: "boolean", description: "print the version" },
  help: { type: "boolean", alias: "h", description: "print this" },
} as const satisfies ArgsDef;

/** Which model. */
export const modelArgument = {
  model: {
    type: "string",
    alias: "m",
    valueHint: "DIR",
    description: "folder with consolidated.00.pth, params.json, tokenizer.model; demo: the built-in model",
  },
} as const satisfies ArgsDef;

/** How the model is run. */
export const runArguments = {
  context: {
    type: "string",
    alias: "c",
    valueHint: "N",
    description: "most tokens of prompt and answer together (default: the model's, at most 8192)",
  },
  threads: { type: "string", alias: "t", valueHint: "N", description: "workers (default: one a core)" },
  engine: { type: "string", valueHint: engineNames.join("|"), description: "who does the arithmetic" },
  weights: {
    type: "string",
    valueHint: weightsModes.join("|"),
    description: "weights as pages of the file, or as a copy in memory",
    default: "auto",
  },
} as const satisfies ArgsDef;
