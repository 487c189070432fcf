/** A binary heap of numbers. Adding a number and taking the smallest one take logarithmic time. */
export class MinHeap {
  /** The children of the number at i are at 2i + 1 and 2i + 2, and not smaller than it. */
  private readonly numbers: number[] = [];

  get size(): number {
    return this.numbers.length;
  }

  push(number: number): void {
    const { numbers } = this;
    let at = numbers.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (numbers[parent] <= number) break;
      numbers[at] = numbers[parent];
      at = parent;
    }
    numbers[at] = number;
  }

  /** Removes and returns the smallest number, or undefined if the heap is empty. */
  pop(): number | undefined {
    const { numbers } = this;
    const smallest = numbers[0];
    const last = numbers.pop();
    const size = numbers.length;
    if (last === undefined || size === 0) return smallest;
    // The last number moves to the top, then down to its place
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && numbers[child + 1] < numbers[child]) child++;
      if (numbers[child] >= last) break;
      numbers[at] = numbers[child];
      at = child;
    }
    numbers[at] = last;
    return smallest;
  }
}
