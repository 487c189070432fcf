import type { LanguageModel } from "../generate/language-model.ts";
import type { StatusLine } from "../terminal/status.ts";

/** How often it is updated, milliseconds. */
const interval = 100;

/** Shows in the status line what is computed, until something else is shown. */
export class Progress {
  private text: string | undefined;
  private readonly timer: NodeJS.Timeout;

  constructor(
    { transformer }: LanguageModel,
    private readonly status: StatusLine,
  ) {
    const layers = transformer.config.nLayers;
    this.timer = setInterval(() => {
      status.show(this.text ?? `reading the prompt: layer ${transformer.layersDone} of ${layers}`);
    }, interval);
  }

  tell(what: string): void {
    this.text = what;
  }

  /** Makes room for output. */
  clear(): void {
    this.status.clear();
  }

  end(): void {
    clearInterval(this.timer);
    this.clear();
  }
}
