import type { AttentionRow } from "./attention-map.ts";

/** Where a head looks, as shares of all its attention: averages over the tokens that could look elsewhere. */
export interface HeadHabit {
  readonly layer: number;
  readonly head: number;
  /** At the token itself. */
  readonly self: number;
  /** At the token before. */
  readonly previous: number;
  /** At the first token. */
  readonly first: number;
  /** At earlier places of the same token. */
  readonly same: number;
  /** At the tokens that followed earlier places of the same token ("induction": Olsson et al., 2022). */
  readonly afterSame: number;
  /** What the head mostly does. */
  readonly kind: HabitKind;
}

export type HabitKind = "self" | "previous" | "first" | "same" | "afterSame" | "spread";

/** From this share on a habit is what a head mostly does. */
export const mostlyFrom = 0.4;

/** Collects what one head does, token by token. */
export class HabitMeter {
  private readonly sums = { self: 0, previous: 0, first: 0, same: 0, afterSame: 0 };
  /** For how many tokens each habit was possible. */
  private readonly counts = { self: 0, previous: 0, first: 0, same: 0, afterSame: 0 };

  constructor(
    readonly layer: number,
    readonly head: number,
    private readonly ids: readonly number[],
  ) {}

  /** Adds a token of the head. */
  add({ position, shares }: Pick<AttentionRow, "position" | "shares">): void {
    // With two tokens in sight, "the first", "the one before" and "itself" are all there is
    if (position < 2) return;
    const { ids } = this;
    this.note("self", shares[position]);
    this.note("previous", shares[position - 1]);
    this.note("first", shares[0]);
    let same = 0;
    let afterSame = 0;
    let isRepeated = false;
    for (let p = 0; p < position; p++) {
      if (ids[p] !== ids[position]) continue;
      isRepeated = true;
      same += shares[p];
      if (p + 1 < position) afterSame += shares[p + 1];
    }
    if (isRepeated) {
      this.note("same", same);
      this.note("afterSame", afterSame);
    }
  }

  result(): HeadHabit {
    const mean = (habit: keyof typeof this.sums) => this.sums[habit] / Math.max(1, this.counts[habit]);
    const means = {
      self: mean("self"),
      previous: mean("previous"),
      first: mean("first"),
      same: mean("same"),
      afterSame: mean("afterSame"),
    };
    const [kind, share] = (Object.entries(means) as [Exclude<HabitKind, "spread">, number][]).reduce(
      (a, b) => (b[1] > a[1] ? b : a),
    );
    return { layer: this.layer, head: this.head, ...means, kind: share >= mostlyFrom ? kind : "spread" };
  }

  private note(habit: keyof typeof this.sums, share: number): void {
    this.sums[habit] += share;
    this.counts[habit]++;
  }
}
