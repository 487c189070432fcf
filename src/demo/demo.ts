import { dirname } from "node:path";
import checkpoint from "./consolidated.00.pth" with { type: "file" };
import params from "./params.json" with { type: "file" };
import tokenizer from "./tokenizer.model" with { type: "file" };

// The model that is built in: small, trained by scripts/training/train.ts, in Meta's layout like any other. Importing the files is
// what takes them into the executable (scripts/build.ts), where they lie in one folder as well

/** The name by which `--model` chooses it. */
export const demoName = "demo";

/** Paths of its files. */
export const demoFiles: readonly string[] = [checkpoint, String(params), tokenizer];

/** Its folder. */
export const demoFolder = dirname(checkpoint);
