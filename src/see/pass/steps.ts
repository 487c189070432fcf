import type { ModelConfig } from "../../model/config.ts";

/** The steps of a block, in order, by their names without "layers.N." in front; the last adds up the block's result. */
export const blockKinds = [
  "attention_norm",
  "attention.wq",
  "attention.wk",
  "attention.wv",
  "attention.q",
  "attention.k",
  "attention.scores",
  "attention.shares",
  "attention.heads",
  "attention.wo",
  "h",
  "ffn_norm",
  "feed_forward.w1",
  "feed_forward.w3",
  "feed_forward.swiglu",
  "feed_forward.w2",
  "block",
] as const;

export type BlockKind = (typeof blockKinds)[number];

/** The kinds of steps; "text", "ids" and "choice" are not of the network: they are what comes before and after it. */
export type StepKind = "text" | "ids" | "tok_embeddings" | BlockKind | "norm" | "output" | "choice";

/** A step's place in the journey. */
export interface StepPlace {
  readonly kind: StepKind;
  /** Its block; undefined for what is not in one. */
  readonly layer: number | undefined;
}

/** The name of a step, as in the checkpoint. */
export function stepName({ kind, layer }: StepPlace): string {
  if (layer === undefined) return kind;
  return kind === "block" ? `layers.${layer}` : `layers.${layer}.${kind}`;
}

/** The place of a step by its name. @throws RangeError for a name that no step has */
export function stepPlace(name: string): StepPlace {
  const found = /^layers\.(\d+)(?:\.(.+))?$/.exec(name);
  const kind = found === null ? name : (found[2] ?? "block");
  if (!isKind(kind)) throw new RangeError(`there is no step ${name}`);
  return { kind, layer: found === null ? undefined : Number(found[1]) };
}

/** The names of all steps of a pass, in order. */
export function stepNames({ nLayers }: Pick<ModelConfig, "nLayers">): string[] {
  const blocks = Array.from({ length: nLayers }, (_, layer) =>
    blockKinds.map((kind) => stepName({ kind, layer })),
  );
  return ["text", "ids", "tok_embeddings", ...blocks.flat(), "norm", "output", "choice"];
}

const kinds: ReadonlySet<string> = new Set<StepKind>([
  ...(["text", "ids", "tok_embeddings"] as const),
  ...blockKinds,
  ...(["norm", "output", "choice"] as const),
]);

function isKind(text: string): text is StepKind {
  return kinds.has(text);
}
