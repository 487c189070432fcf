import { expect, test } from "bun:test";
import { quote } from "../../src/checkpoint/problems.ts";

test.each([
  ["plain.name", '"plain.name"'],
  ["größe 模型 🙂", '"größe 模型 🙂"'],
  ['a "quote"', '"a \\"quote\\""'],
  ["line\nline\r\u0000\u001b[31m", '"line\\u{a}line\\u{d}\\u{0}\\u{1b}[31m"'],
  ["turned \u202e around, \ufeff hidden", '"turned \\u{202e} around, \\u{feff} hidden"'],
  ["half a pair \ud800", '"half a pair \\u{d800}"'],
])("%j is shown as %j", (name, shown) => expect(quote(name)).toBe(shown));

test("a long name is cut, never in the middle of a character", () => {
  expect(quote("x".repeat(80))).toBe(`"${"x".repeat(80)}"`);
  expect(quote("x".repeat(81))).toBe(`"${"x".repeat(79)}…"`);
  expect(quote(`${"x".repeat(78)}🙂🙂🙂`)).toBe(`"${"x".repeat(78)}🙂…"`);
});
