import type { ModelConfig } from "../../model/config.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Canvas } from "../canvas.ts";
import { quote, type TokenName } from "../token-text.ts";
import type { BlockKind } from "./steps.ts";

/** A paragraph, or a list. */
export type Content = string | List;

/** Lines that keep their form. If there is no room for all, some of them are left out, and a line says how many. */
export interface List {
  lines(canvas: Canvas): string[];
  /** Which ones stay. */
  readonly keep: "first" | "last";
  /** What is left out, as in "heads". */
  readonly what: string;
}

/** What is known of a run that all of its steps share. */
export interface Run {
  readonly config: ModelConfig;
  /** The prompt. */
  readonly ids: readonly number[];
  readonly name: TokenName;
  /** The position of the last token, whose journey it is. */
  readonly position: number;
  /** How far each pair of a head turns from one position to the next, radians. */
  readonly frequencies: Float32Array;
}

/** What is known when a step of a block is told. */
export interface BlockRun extends Run {
  readonly layer: number;
  /** The residual stream of the last token before the block. */
  readonly stream: Float32Array;
  /** The last token's result of this step, or of one before it in this block. */
  last(kind: BlockKind): Float32Array;
  /** All of it. */
  whole(kind: BlockKind): Tensor<Float32Array>;
}

/** A token's name with quotation marks. */
export function quoted({ ids, name }: Pick<Run, "ids" | "name">, position: number): string {
  return quote(name(ids[position]));
}
