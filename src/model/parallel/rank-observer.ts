import type { Observer } from "../../engine/engine.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { ObservationMessage } from "./observation.ts";
import type { LookSettings } from "./settings.ts";

/** What a rank looks at by its settings. Only rank 0 sends what it sees; the others wait at the same barriers. */
export class RankObserver implements Observer {
  private readonly pattern: RegExp;
  private readonly known = new Map<string, boolean>();
  private stepEnded = 0;

  constructor(
    private readonly rank: number,
    private readonly settings: LookSettings,
  ) {
    this.pattern = new RegExp(settings.steps);
  }

  /** A pass begins, or a step has been sent: the time of the next one counts from now. */
  start(): void {
    this.stepEnded = performance.now();
  }

  wants(step: string): boolean {
    let wanted = this.known.get(step);
    if (wanted === undefined) {
      wanted = this.pattern.test(step);
      this.known.set(step, wanted);
    }
    return wanted;
  }

  observe(step: string, result: Tensor<Float32Array>): void {
    if (this.rank !== 0) return;
    const seconds = (performance.now() - this.stepEnded) / 1000;
    const { look, lastOnly } = this.settings;
    const part = lastOnly ? result.slice(0, result.shape[0] - 1, result.shape[0]) : result;
    const { data, shape } = part.toFloat32();
    const message: ObservationMessage = { kind: "observed", look, step, shape, data, seconds };
    postMessage(message, [data.buffer]);
    this.start();
  }

  /** Tells the main thread that all observations have been sent. */
  end(): void {
    const message: ObservationMessage = { kind: "observed all", look: this.settings.look };
    if (this.rank === 0) postMessage(message);
  }
}
