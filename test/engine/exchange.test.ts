import { expect, test } from "bun:test";
import { newRegion } from "../../src/engine/activation.ts";
import { Exchange } from "../../src/engine/exchange.ts";

function counted() {
  const team = { rank: 0, size: 2, barriers: 0, barrier: () => void team.barriers++ };
  return { team, exchange: new Exchange(team), buffer: { region: newRegion(false) } };
}

test("reading what others may have written takes one barrier", () => {
  const { team, exchange, buffer } = counted();
  exchange.write(buffer, "columns");
  exchange.read(buffer);
  exchange.read(buffer);
  expect(team.barriers).toBe(1);
});

test("overwriting what others may still read takes a barrier", () => {
  const { team, exchange, buffer } = counted();
  exchange.read(buffer);
  exchange.write(buffer, "columns");
  expect(team.barriers).toBe(1);
});

test("a rank's own share needs none, unless it was divided otherwise", () => {
  const { team, exchange, buffer } = counted();
  exchange.write(buffer, "columns");
  exchange.readShare(buffer, "columns");
  expect(team.barriers).toBe(0);
  exchange.readShare(buffer, "heads");
  expect(team.barriers).toBe(1);
});

test("what was written before the last barrier is safe to read", () => {
  const { team, exchange, buffer } = counted();
  exchange.write(buffer, "columns");
  exchange.barrier();
  exchange.read(buffer);
  expect(team.barriers).toBe(1);
});

test("private buffers never wait", () => {
  const { team, exchange } = counted();
  const own = { region: newRegion(true) };
  exchange.write(own, "columns");
  exchange.read(own);
  exchange.write(own, "heads");
  expect(team.barriers).toBe(0);
});
