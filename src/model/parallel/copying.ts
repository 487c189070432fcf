import type { Arithmetic } from "../../engine/arithmetic.ts";
import type { Control } from "../../engine/team/control.ts";
import { word } from "./words.ts";

/** Bytes of weights that each rank copies after a token: about a tenth of a second's work. */
const copiedPerToken = 2 ** 28;

/** The weights of a rank that become copies in memory while the model answers. */
export class Copying {
  private isDone = false;

  constructor(
    private readonly arithmetic: Arithmetic,
    private readonly control: Control,
  ) {
    this.checkDone();
  }

  /** Copies some more of them. */
  goOn(): void {
    if (this.isDone) return;
    this.arithmetic.copyPages(copiedPerToken);
    this.checkDone();
  }

  private checkDone(): void {
    this.isDone = !this.arithmetic.hasPages;
    if (this.isDone) this.control.add(word.copied, 1);
  }
}
