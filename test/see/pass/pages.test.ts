import { describe, expect, test } from "bun:test";
import { Pages } from "../../../src/see/pass/pages.ts";
import { stepName, stepNames, stepPlace } from "../../../src/see/pass/steps.ts";

/** A journey through so many blocks, without its words. */
function journeyOf(nLayers: number) {
  return {
    steps: stepNames({ nLayers }).map((name) => ({ ...stepPlace(name), content: [] })),
    blocks: Array.from({ length: nLayers }, () => []),
  };
}

function shown(pages: Pages): string {
  const { current } = pages;
  return current.kind === "block" ? `block ${current.layer}` : stepName(current.step);
}

/** Steps of a block. */
const perBlock = 17;

test("the first and the last block are open, the others a page each", () => {
  expect(new Pages(journeyOf(5)).all).toHaveLength(3 + perBlock + 3 + perBlock + 3);
  expect(new Pages(journeyOf(1)).all).toHaveLength(3 + perBlock + 3);
});

describe("a walk", () => {
  test("begins at the text, ends at the choice, and leaves neither", () => {
    const pages = new Pages(journeyOf(3));
    expect(shown(pages)).toBe("text");
    pages.go(pages.number - 1);
    expect(shown(pages)).toBe("text");
    pages.go(1000);
    expect(shown(pages)).toBe("choice");
  });

  test("goes through blocks in order", () => {
    const pages = new Pages(journeyOf(3), "layers.0");
    pages.go(pages.number + 1);
    expect(shown(pages)).toBe("block 1");
    pages.go(pages.number + 1);
    expect(shown(pages)).toBe("layers.2.attention_norm");
  });
});

describe("a block", () => {
  test("is opened and closed", () => {
    const pages = new Pages(journeyOf(3), "layers.1");
    pages.toggle();
    expect([shown(pages), pages.isOpen(1)]).toEqual(["layers.1.attention_norm", true]);
    pages.go(pages.number + 5);
    pages.toggle();
    expect([shown(pages), pages.isOpen(1)]).toEqual(["block 1", false]);
  });

  test("is open if a walk begins within it", () => {
    const pages = new Pages(journeyOf(3), "layers.1.attention.shares");
    expect(shown(pages)).toBe("layers.1.attention.shares");
  });

  test("cannot be opened where there is none", () => {
    const pages = new Pages(journeyOf(3), "norm");
    pages.toggle();
    expect(shown(pages)).toBe("norm");
  });
});
