import type { Switch } from "../engine/engine.ts";
import type { ModelConfig } from "./config.ts";

/** The names of what adds to the residual stream, as in the checkpoint. */
export const partNames = {
  attention: (layer: number) => `layers.${layer}.attention`,
  head: (layer: number, head: number) => `layers.${layer}.attention.heads.${head}`,
  feedForward: (layer: number) => `layers.${layer}.feed_forward`,
} as const;

/** The names of all parts that can be switched off, layer by layer: its attention, its heads, its feed-forward part. */
export function switchableParts({ nLayers, nHeads }: ModelConfig): string[] {
  return Array.from({ length: nLayers }, (_, layer) => [
    partNames.attention(layer),
    ...Array.from({ length: nHeads }, (_, head) => partNames.head(layer, head)),
    partNames.feedForward(layer),
  ]).flat();
}

/** The parts of a network that can be switched off, so that they add nothing to the residual stream. */
export class Switches {
  private readonly switches: ReadonlyMap<string, Switch>;

  constructor(config: ModelConfig) {
    this.switches = new Map(switchableParts(config).map((part) => [part, { isOff: false }]));
  }

  /** The switch of a part. @throws RangeError when there is no such part */
  of(part: string): Switch {
    const found = this.switches.get(part);
    if (found === undefined) throw new RangeError(`there is no part ${part}`);
    return found;
  }

  /** Switches these parts off, and all others on. @throws RangeError when there is no such part */
  set(off: readonly string[]): void {
    for (const part of this.switches.values()) part.isOff = false;
    for (const part of off) this.of(part).isOff = true;
  }
}
