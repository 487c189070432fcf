import type { Journey, Told } from "./journey.ts";
import { type StepPlace, stepPlace } from "./steps.ts";

/** One screen of the journey: a step, or a whole block in place of its steps. */
export type Page =
  | { readonly kind: "step"; readonly step: Told }
  | { readonly kind: "block"; readonly layer: number };

/**
 * The pages of a journey, and the one that is shown. A block is a page of its own until it is opened: then its steps are. The
 * first and the last block are open.
 */
export class Pages {
  private readonly open: Set<number>;
  private at: number;

  /** @param begin the name of the step to begin at; its block is opened */
  constructor(
    private readonly journey: Pick<Journey, "steps" | "blocks">,
    begin?: string,
  ) {
    this.open = new Set([0, journey.blocks.length - 1]);
    const place = begin === undefined ? undefined : stepPlace(begin);
    if (place?.layer !== undefined && place.kind !== "block") this.open.add(place.layer);
    this.at = place === undefined ? 0 : this.indexOf(place);
  }

  /** All pages. */
  get all(): Page[] {
    return this.journey.steps.flatMap((step): Page[] => {
      const { kind, layer } = step;
      if (layer === undefined || this.open.has(layer)) return [{ kind: "step", step }];
      return kind === "block" ? [{ kind: "block", layer }] : [];
    });
  }

  /** The number of the page that is shown, from 0. */
  get number(): number {
    return this.at;
  }

  get current(): Page {
    return this.all[this.at];
  }

  /** The block of the page that is shown. */
  get layer(): number | undefined {
    const { current } = this;
    return current.kind === "block" ? current.layer : current.step.layer;
  }

  isOpen(layer: number): boolean {
    return this.open.has(layer);
  }

  /** Goes to another page, if it is there. */
  go(number: number): void {
    this.at = Math.min(this.all.length - 1, Math.max(0, number));
  }

  /** Opens the present block, and shows its first step; or closes it, and shows the block as a whole. */
  toggle(): void {
    const { layer } = this;
    if (layer === undefined) return;
    if (this.open.delete(layer)) this.at = this.indexOf({ kind: "block", layer });
    else {
      this.open.add(layer);
      this.at = this.indexOf({ kind: "attention_norm", layer });
    }
  }

  private indexOf({ kind, layer }: StepPlace): number {
    const index = this.all.findIndex((page) =>
      page.kind === "block"
        ? kind === "block" && page.layer === layer
        : page.step.kind === kind && page.step.layer === layer,
    );
    if (index < 0) throw new RangeError(`no page shows ${kind}`);
    return index;
  }
}
