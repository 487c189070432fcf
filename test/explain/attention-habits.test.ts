import { expect, test } from "bun:test";
import { HabitMeter } from "../../src/explain/attention-habits.ts";

const ids = [10, 11, 12, 11, 13, 10, 11];

/** The habit of a head that gives all of its attention to one position of each token. */
function habitOf(look: (position: number) => number) {
  const meter = new HabitMeter(2, 3, ids);
  for (let position = 0; position < ids.length; position++) {
    const shares = new Float32Array(position + 1);
    shares[look(position)] = 1;
    meter.add({ position, shares });
  }
  return meter.result();
}

test.each([
  ["self", (position: number) => position],
  ["previous", (position: number) => Math.max(0, position - 1)],
  ["first", () => 0],
  // Token 3 was at 1, token 5 at 0, token 6 at 1 and 3
  ["same", (position: number) => [0, 1, 2, 1, 2, 0, 3][position]],
  // What followed those places
  ["afterSame", (position: number) => [0, 0, 1, 2, 1, 1, 4][position]],
] as const)("a head that looks at %s", (kind, look) => {
  expect(habitOf(look)).toMatchObject({ layer: 2, head: 3, kind });
});

test("a head that looks everywhere", () => {
  const meter = new HabitMeter(0, 0, ids);
  for (let position = 0; position < ids.length; position++) {
    meter.add({ position, shares: new Float32Array(position + 1).fill(1 / (position + 1)) });
  }
  const { kind, self, previous, first } = meter.result();
  expect(kind).toBe("spread");
  // 1/3, 1/4 … 1/7 on average
  const mean = (1 / 3 + 1 / 4 + 1 / 5 + 1 / 6 + 1 / 7) / 5;
  for (const share of [self, previous, first]) expect(share).toBeCloseTo(mean, 6);
});
