import type { ModelConfig } from "../../model/config.ts";
import type { Compute } from "../kernels.ts";
import type { RotationTable } from "../operations/rotate.ts";
import type { NetworkParameters } from "./parameters.ts";
import type { Tape } from "./tape.ts";

/** A network that is being trained, as one rank sees it. */
export interface Network {
  readonly config: ModelConfig;
  readonly compute: Compute;
  readonly weights: NetworkParameters;
  readonly rotation: RotationTable;
  readonly tape: Tape;
}
