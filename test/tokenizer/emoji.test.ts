import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { createRandom } from "../../src/generate/random.ts";
import { type CompletedEmoji, EmojiScanner, emojiName } from "../../src/tokenizer/emoji.ts";

/** Lines of Unicode's own emoji-test.txt, 15.0. */
const listed = readFileSync(`${import.meta.dir}/../fixtures/emoji-test-sample.txt`, "utf8")
  .split("\n")
  .filter((line) => line && !line.startsWith("#"))
  .map((line) => {
    const [, codes, status, text, name] = line.match(/^([0-9A-F ]+?) *; (\S+) *# (\S+) E[\d.]+ (.+)$/)!;
    const codePoints = codes.split(" ").map((code) => `U+${code}`);
    return { codePoints, status, text, name: renamed(name) };
  });

/** The two names that Unicode has changed from 15.0 to 17.0. */
function renamed(name: string): string {
  return name.replace("flag: Turkey", "flag: Türkiye").replace("mx claus", "Mx Claus");
}

/** A single character that is a plain sign unless U+FE0F follows. */
function isSignAlone(text: string): boolean {
  return /^\P{Emoji_Presentation}$/u.test(text);
}

function scan(pieces: string[]): CompletedEmoji[] {
  const scanner = new EmojiScanner();
  return [...pieces.flatMap((piece) => scanner.push(piece)), ...scanner.end()];
}

function texts(...pieces: string[]): string[] {
  return scan(pieces).map(({ text }) => text);
}

test("the sample has every kind of line", () => {
  const statuses = new Set(listed.map(({ status }) => status));
  expect(statuses).toEqual(new Set(["fully-qualified", "minimally-qualified", "unqualified", "component"]));
  expect(listed.length).toBe(277);
});

describe("every line of emoji-test.txt", () => {
  test("has its name", () => {
    for (const { text, name } of listed) expect(emojiName(text)).toBe(name);
  });

  test("is found as one emoji, in the middle of text and at its end, whole and character by character", () => {
    for (const { text, name, codePoints } of listed) {
      const expected = isSignAlone(text) ? [] : [{ text, name, codePoints }];
      for (const pieces of [[text], [...text], [`a ${text}`], [`${text} b`], [..."1 ", ...text, ..." 2"]]) {
        expect(scan(pieces).map(({ end: _, ...emoji }) => emoji)).toEqual(expected);
      }
    }
  });

  test("is pending once all of it is there", () => {
    for (const { text, name, codePoints } of listed) {
      const scanner = new EmojiScanner();
      for (const character of text) expect(scanner.push(character)).toEqual([]);
      expect(scanner.pending()).toEqual(isSignAlone(text) ? undefined : { text, name, codePoints });
    }
  });
});

test("the runtime's own Unicode data agree on where the emoji of a text are, however it is cut", () => {
  const random = createRandom(17);
  const pick = <T>(from: T[]): T => from[Math.floor(random() * from.length)];
  const recommended = listed.map(({ text }) => text).filter((text) => /^\p{RGI_Emoji}$/v.test(text));
  const between = [..."\u200D\u{1F3FD}🇹👨👩👧🏴\u{E0067}\u{E007F}a1#é漢 ", "❤️", "👩\u200D", "\r\n"];
  for (let i = 0; i < 2000; i++) {
    const text = Array.from({ length: 6 }, () => pick(random() < 0.5 ? recommended : between)).join("");
    const pieces = [""];
    for (const character of text) {
      if (random() < 0.6) pieces.push("");
      pieces[pieces.length - 1] += character;
    }
    expect(texts(...pieces)).toEqual(text.match(/\p{RGI_Emoji}/gv) ?? []);
  }
});

test("every character with the property Emoji has a name, but for those that only take part in one", () => {
  for (let code = 0; code <= 0x1ffff; code++) {
    const character = String.fromCodePoint(code);
    const named = /^[\p{Emoji}--[#*0-9\p{Regional_Indicator}]]$/v.test(character);
    expect(emojiName(character) !== undefined).toBe(named);
  }
});

test("emoji newer than the sample, and Türkiye", () => {
  expect(emojiName("🐦‍🔥")).toBe("phoenix"); // 15.1
  expect(emojiName("\u{1FAE9}")).toBe("face with bags under eyes"); // 16.0
  expect(emojiName("\u{1FAC8}")).toBe("hairy creature"); // 17.0
  expect(emojiName("🇹🇷")).toBe("flag: Türkiye");
});

test("what is not one emoji has no name", () => {
  for (const text of ["", "a", "1", "#", "1\uFE0F", "🇹", "😀😀", "😀 ", "👩‍", "❤\uFE0E", "\uFE0F", "🇦🇦"]) {
    expect(emojiName(text)).toBeUndefined();
  }
});

describe("as it forms", () => {
  test("a woman becomes an astronaut", () => {
    const scanner = new EmojiScanner();
    const names = ["👩", "\u200D", "🚀"].map((piece) => {
      expect(scanner.push(piece)).toEqual([]);
      return scanner.pending()?.name;
    });
    expect(names).toEqual(["woman", "woman", "woman astronaut"]);
    expect(scanner.push("!").map(({ name }) => name)).toEqual(["woman astronaut"]);
    expect(scanner.pending()).toBeUndefined();
  });

  test("a flag has no name until it has both letters; England is black until its last tag", () => {
    const scanner = new EmojiScanner();
    scanner.push("🇹");
    expect(scanner.pending()).toBeUndefined();
    scanner.push("🇷");
    expect(scanner.pending()).toEqual({
      text: "🇹🇷",
      name: "flag: Türkiye",
      codePoints: ["U+1F1F9", "U+1F1F7"],
    });
    const england = [..."🏴󠁧󠁢󠁥󠁮󠁧󠁿"];
    for (const character of england.slice(0, -1)) {
      scanner.push(character);
      expect(scanner.pending()?.name).toBe("black flag");
    }
    scanner.push(england.at(-1)!);
    expect(scanner.pending()?.name).toBe("flag: England");
  });

  test("a heart is one when U+FE0F comes", () => {
    const scanner = new EmojiScanner();
    scanner.push("I ❤");
    expect(scanner.pending()).toBeUndefined();
    scanner.push("\uFE0F");
    expect(scanner.pending()).toEqual({ text: "❤️", name: "red heart", codePoints: ["U+2764", "U+FE0F"] });
  });
});

test("where an emoji ends is told in the text of the call; below 0 when it had ended before", () => {
  const scanner = new EmojiScanner();
  expect(scanner.push("Go 🇫🇷 and 😀")).toMatchObject([{ name: "flag: France", end: 7 }]);
  expect(scanner.push("")).toEqual([]);
  expect(scanner.push(" 👍🏽?👩\u200D")).toMatchObject([
    { name: "grinning face", end: 0 },
    { name: "thumbs up: medium skin tone", end: 5 },
  ]);
  expect(scanner.push("x👩")).toMatchObject([{ name: "woman", end: -1 }]);
  expect(scanner.push("\u200D🚀.")).toMatchObject([{ name: "woman astronaut", end: 3 }]);
  expect(scanner.push("🎉")).toEqual([]);
  expect(scanner.end()).toMatchObject([{ name: "party popper", end: 0 }]);
  expect(scanner.end()).toEqual([]);
  expect(scanner.push("🎉 ")).toMatchObject([{ name: "party popper", end: 2 }]);
});

test("what a pending emoji may yet claim of the text reaches back to where it begins", () => {
  const scanner = new EmojiScanner();
  const lengths = ["a 1", "2👩", "\u200D", "🚀", "🇹", "🇷", "!"].map((piece) => {
    scanner.push(piece);
    return scanner.pendingLength;
  });
  expect(lengths).toEqual([0, 2, 3, 5, 0, 4, 0]);
});

describe("not emoji", () => {
  test("digits, # and *, with and without U+FE0F, short of a keycap", () => {
    expect(texts("1 2# *3", "#", "*", "4\uFE0F", "5")).toEqual([]);
    expect(texts("1", "2", "\uFE0F", "\u20E3", "3\u20E3")).toEqual(["2️⃣", "3⃣"]);
  });

  test("signs that have a picture but are text by default, until U+FE0F asks for it", () => {
    expect(texts("© 2024 Meta™ ® ↔ ▶ ❤ ✔ ☺ ‼")).toEqual([]);
    expect(texts("©️ ™️ ↔️ ❤️")).toEqual(["©️", "™️", "↔️", "❤️"]);
  });

  test("anything that U+FE0E makes text", () => {
    expect(texts("⌚\uFE0E 😀\uFE0E ❤\uFE0E", "⌚", "\uFE0E")).toEqual([]);
    expect(texts("🏴\u200D☠\uFE0E")).toEqual(["🏴"]);
  });

  test("joiners, selectors, tags and single flag letters on their own", () => {
    expect(texts("\u200D\uFE0F\u{E0067}\u{E007F}\u20E3🇹 🇷 🇦🇦x")).toEqual([]);
  });
});

describe("combinations that Unicode does not recommend fall into their parts", () => {
  test.each([
    ["a woman and a dog", "👩‍🐕", ["👩", "🐕"]],
    ["a face with a skin tone", "😀🏽", ["😀", "🏽"]],
    ["a flag of Texas", "🏴\u{E0075}\u{E0073}\u{E0074}\u{E0078}\u{E007F}", ["🏴"]],
    ["a kiss without its second half", "👩‍❤️‍💋", ["👩", "❤️", "💋"]],
    ["a joiner with nothing after it", "👩‍ 👩‍", ["👩", "👩"]],
    ["three letters of flags", "🇫🇷🇩 🇩🇪🇫🇷", ["🇫🇷", "🇩🇪", "🇫🇷"]],
    ["a selector too many", "❤️️ 👩️‍🚀", ["❤️️", "👩️‍🚀"]],
  ])("%s", (_, text, parts) => {
    expect(texts(text)).toEqual(parts);
    expect(texts(...text)).toEqual(parts);
  });
});
