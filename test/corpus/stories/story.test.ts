import { describe, expect, test } from "bun:test";
import { drawCast, introduce } from "../../../src/corpus/stories/cast.ts";
import { plots, writeLongStory, writeStory } from "../../../src/corpus/stories/story.ts";
import { createRandom } from "../../../src/generate/random.ts";

const random = createRandom(4);
const stories = Array.from({ length: 3000 }, () => writeStory(random));

describe("stories", () => {
  test("have 60 to 300 words and name their hero again and again", () => {
    for (const { text, hero } of stories) {
      const words = text.split(" ").length;
      expect(`${words >= 60 && words <= 300} ${words} ${text}`).toStartWith("true");
      expect(text.split(hero).length).toBeGreaterThan(3);
    }
  });

  test("have one pronoun for the hero, wherever nobody else can be meant", () => {
    const pronouns = /lived [^.]* with (his|her) |because (he|she) was|wanted to .* all by (him|her)self/g;
    const sexes = new Map(["he", "his", "him"].map((word) => [word, "male"]));
    for (const { text } of stories) {
      const meant = [...text.matchAll(pronouns)].map((match) => match.slice(1).find(Boolean)!);
      expect(`${new Set(meant.map((word) => sexes.get(word) ?? "female")).size <= 1} ${text}`).toStartWith(
        "true",
      );
    }
  });

  test("make friends and helpers known once, before they are named", () => {
    for (const { text } of stories) {
      const friends = text.match(/(?:his|her|His|Her) friend [A-Z]\w*/g) ?? [];
      expect(`${new Set(friends).size <= 1} ${text}`).toStartWith("true");
      expect(text).not.toMatch(/(his|her) friend (his|her) friend/);
    }
  });

  test("keep the name that was asked for", () => {
    expect(writeStory(random, "Mirano").text).toContain("Mirano");
  });

  test("can be asked for by what is in them", () => {
    const { text, heroTopics, hero, kind } = stories[0];
    expect(heroTopics).toContain(hero);
    expect(text).toContain(kind);
  });
});

describe("long stories", () => {
  const all = Array.from({ length: 2000 }, () => writeLongStory(random));

  test("tell of one hero, with one name and one pronoun, and have one friend at most", () => {
    for (const { text, hero, kind } of all) {
      expect(text).toContain(`${kind}`);
      expect(text.split(hero).length).toBeGreaterThan(8);
      expect([...new Set(text.match(/named ([A-Z]\w*)/g) ?? [])].length).toBeLessThan(4);
      const friends = text.match(/(?<=\b(?:his|her|His|Her) friend )[A-Z]\w*/g) ?? [];
      expect(`${new Set(friends).size <= 1} ${text}`).toStartWith("true");
    }
  });

  test("do not bring in a new friend when there is one, nor begin twice", () => {
    for (const { text } of all) {
      const second = text.slice(text.length / 2);
      expect(second).not.toMatch(/felt lonely|did not know anybody|had a good friend named|Once upon a time/);
    }
  });

  test("have 120 to 450 words", () => {
    const words = all.map(({ text }) => text.split(" ").length);
    expect(Math.min(...words)).toBeGreaterThan(120);
    expect(Math.max(...words)).toBeLessThan(450);
  });
});

describe("plots", () => {
  test("are many, and each is told in many ways", () => {
    expect(plots.length).toBeGreaterThan(20);
    for (const { lines } of plots) {
      expect(lines.trim().split("\n").length).toBeGreaterThan(9);
      expect(lines.split(" | ").length).toBeGreaterThan(8);
    }
  });

  test("use every slot they draw", () => {
    for (const { draw = {}, lines, topics } of plots) {
      for (const key of Object.keys(draw).flatMap((keys) => keys.split("/"))) {
        expect(
          `${topics[0]}: ${new RegExp(`\\{${key}\\}`, "i").test(`${lines} ${topics}`)} {${key}}`,
        ).toContain("true");
      }
    }
  });
});

test("the friend and the helper are introduced by hand", () => {
  const cast = {
    ...drawCast(random),
    friendName: "Tom",
    friendTrait: "",
    helperTrait: "old",
    helperKind: "owl",
  };
  const { friend, helper, his } = cast.slots;
  expect(
    introduce(`"Look, ${friend}!" ${friend} came. ${friend} saw ${helper}. ${helper} saw ${friend}.`, cast),
  ).toBe(
    `"Look, Tom!" ${his === "her" ? "Her" : "His"} friend Tom came. Tom saw an old owl. The owl saw Tom.`,
  );
});
