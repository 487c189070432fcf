import { describe, expect, test } from "bun:test";
import { fill, fillLines, withArticle } from "../../src/corpus/template.ts";
import { createRandom } from "../../src/generate/random.ts";

const random = createRandom(1);
const all = (template: string, slots = {}) =>
  [...new Set(Array.from({ length: 200 }, () => fill(random, template, slots)))].sort();

describe("templates", () => {
  test("take each of the alternatives, nested ones too", () => {
    expect(all("x [a|b [c|d]|] y")).toEqual(["X a y", "X b c y", "X b d y", "X y"]);
  });

  test("fill slots, with a capital when the slot has one", () => {
    expect(fill(random, "the {thing}. {Thing} and {thing}", { thing: "hat" })).toBe("The hat. Hat and hat");
  });

  test("make capitals, articles and spaces right", () => {
    expect(
      fill(random, `a {x} is here . "hello," said {x} . "go!" cried the {x}. "yes." then`, { x: "owl" }),
    ).toBe(`An owl is here. "Hello," said owl. "Go!" cried the owl. "Yes." Then`);
    expect(withArticle("unicorn")).toBe("a unicorn");
    expect(withArticle("old hat")).toBe("an old hat");
  });

  test("leave optional lines out half of the time", () => {
    const texts = Array.from({ length: 1000 }, () => fillLines(random, "one.\n ? two.\n three. | four."));
    expect(new Set(texts)).toEqual(
      new Set(["One. Two. Three.", "One. Three.", "One. Two. Four.", "One. Four."]),
    );
    const share = texts.filter((text) => text.includes("Two")).length / 1000;
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.6);
  });

  test("that are wrong throw", () => {
    expect(() => fill(random, "{nobody}")).toThrow("the slot {nobody} has no value");
    expect(() => fill(random, "[a|b")).toThrow("a bracket is not closed");
    expect(() => fill(random, "a] b")).toThrow('"]" stands alone');
  });
});
