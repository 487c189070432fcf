import { xoshiro128StarStar } from "../../../src/generate/random.ts";

/** Numbers at which length fields, offsets and counts often go wrong. */
const interesting: readonly number[] = [
  ...[0, 1, 2, 3, 4, 7, 8, 15, 16, 31, 32, 63, 64, 100, 127, 128, 255, 256, 257, 1000, 1024, 4095, 4096],
  ...[0x7fff, 0x8000, 0xffff, 0x10000, 0xffffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff],
  ...[2 ** 32, 2 ** 32 + 1, 2 ** 40, 2 ** 48, 2 ** 53 - 1, 2 ** 53, 2 ** 62, 2 ** 63, 2 ** 64 - 2 ** 11],
];

/** Random choices that a seed repeats. */
export class Chance {
  private readonly next: () => number;

  /** @param seed an integer from 0 to 2^53 - 1 */
  constructor(seed: number) {
    this.next = xoshiro128StarStar(stateOf(seed));
    // Small seeds differ in few bits at first
    for (let i = 0; i < 8; i++) this.next();
  }

  /** An integer from 0 to `count` - 1; 0 if `count` is 0. */
  below(count: number): number {
    return count <= 1 ? 0 : Math.floor((this.next() / 2 ** 32) * count);
  }

  /** An integer from `least` to `most`. Small ones are as likely as large ones. */
  spread(least: number, most: number): number {
    const exponent = (this.next() / 2 ** 32) * Math.log2(most - least + 2);
    return Math.min(most, least + Math.floor(2 ** exponent) - 1);
  }

  /** Whether something happens that happens once in so many cases. */
  oneIn(count: number): boolean {
    return this.below(count) === 0;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)];
  }

  /** A number that a length field should not have, possibly next to a known one. */
  number(near = 0): number {
    switch (this.below(4)) {
      case 0:
        return Math.max(0, near + this.pick([-8, -4, -2, -1, 0, 1, 2, 4, 8]));
      case 1:
        return this.below(2 ** 16);
      default:
        return this.pick(interesting);
    }
  }

  bytes(count: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from({ length: count }, () => this.below(256));
  }
}

function stateOf(seed: number): Uint32Array {
  const state = Uint32Array.of(seed >>> 0, Math.floor(seed / 2 ** 32), 0x9e3779b9, 0x243f6a88);
  // The state must not be all zero, and the constants ensure that
  return state;
}
