import { expect, test } from "bun:test";
import { MinHeap } from "../../src/tokenizer/min-heap.ts";

function drain(heap: MinHeap): number[] {
  const numbers: number[] = [];
  for (let number = heap.pop(); number !== undefined; number = heap.pop()) numbers.push(number);
  return numbers;
}

test("an empty heap gives undefined", () => {
  const heap = new MinHeap();
  expect(heap.pop()).toBeUndefined();
  heap.push(7);
  expect(drain(heap)).toEqual([7]);
  expect(heap.pop()).toBeUndefined();
});

test.each([
  [[1, 2, 3, 4, 5, 6, 7]],
  [[7, 6, 5, 4, 3, 2, 1]],
  [[3, 1, 3, 1, 2, 2, 3]],
  [[2 ** 41, 0, 2 ** 41 + 1, 5]],
  [Array.from({ length: 1000 }, (_, i) => (i * 7919) % 509)],
])("numbers come out in order %#", (numbers) => {
  const heap = new MinHeap();
  for (const number of numbers) heap.push(number);
  expect(drain(heap)).toEqual(numbers.toSorted((a, b) => a - b));
});

test("numbers may come in between", () => {
  const heap = new MinHeap();
  for (const number of [5, 3, 8]) heap.push(number);
  expect(heap.pop()).toBe(3);
  for (const number of [4, 9, 1]) heap.push(number);
  expect(drain(heap)).toEqual([1, 4, 5, 8, 9]);
});
