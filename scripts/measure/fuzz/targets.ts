import { checkpointTargets } from "./checkpoint-targets.ts";
import { editorTarget } from "./editor-target.ts";
import { fileTargets } from "./file-targets.ts";
import type { Target } from "./target.ts";
import { textTargets } from "./text-targets.ts";

/** Every part of the program that takes input from outside. */
export const targets: readonly Target[] = [
  ...checkpointTargets,
  ...fileTargets,
  ...textTargets,
  editorTarget,
];
