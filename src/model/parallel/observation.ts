import { Tensor } from "../../tensor/tensor.ts";

/** The result of a step of the forward pass, as the main thread gets it: a copy. */
export interface Observation {
  readonly step: string;
  readonly result: Tensor<Float32Array>;
  /** Seconds since the step before, on rank 0; waiting for the other ranks is included. */
  readonly seconds: number;
}

/** What to look at while tokens are read. */
export interface Look {
  /** The steps whose results are wanted, by their names. */
  readonly steps: RegExp;
  /** Whether the last token's result is enough. */
  readonly lastOnly?: boolean;
  readonly see: (observation: Observation) => void;
}

/** What rank 0 sends to the main thread. */
export type ObservationMessage =
  | {
      readonly kind: "observed";
      /** The number of the look it belongs to. */
      readonly look: number;
      readonly step: string;
      readonly shape: readonly number[];
      readonly data: Float32Array;
      readonly seconds: number;
    }
  /** All observations of a look have been sent. */
  | { readonly kind: "observed all"; readonly look: number };

/** Where the main thread receives observations. They come as messages, later than the end of the command that made them. */
export class ObservationInbox {
  /** The number of the present look: what an interrupted one still sends is ignored. */
  look = 0;
  private see: Look["see"] = () => {};
  private complete: () => void = () => {};

  /** Begins a look. @returns resolves when all of its observations have come */
  begin(see: Look["see"]): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.look++;
    this.see = see;
    this.complete = resolve;
    return promise;
  }

  receive(message: ObservationMessage): void {
    if (message.look !== this.look) return;
    if (message.kind === "observed all") {
      this.complete();
    } else {
      const { step, shape, data, seconds } = message;
      this.see({ step, result: Tensor.float32(shape, data), seconds });
    }
  }
}
