import { join } from "node:path";
import { readCommandLine } from "../../../src/command-line/command-line.ts";
import { program } from "../../../src/commands/program.ts";
import { showForeign, showForeignLines } from "../../../src/common/foreign-text.ts";
import { EmojiScanner, emojiName } from "../../../src/tokenizer/emoji.ts";
import { piecesOf } from "../../../src/tokenizer/pieces.ts";
import { splitText } from "../../../src/tokenizer/split.ts";
import { Tokenizer } from "../../../src/tokenizer/tokenizer.ts";
import type { Chance } from "./chance.ts";
import { randomText } from "./random-text.ts";
import { require, type Target, target } from "./target.ts";

const tokenizer = Tokenizer.load(join(import.meta.dir, "../../../test/fixtures/tiny-llama/tokenizer.model"));

/** What people type: texts and command lines. */
export const textTargets: readonly Target[] = [
  target("texts", randomText, checkText),
  target("token ids", (chance) => randomIds(chance), checkIds),
  target("command lines", (chance) => JSON.stringify(randomWords(chance)), checkWords),
];

function checkText(text: string): void {
  require([...splitText(text)].join("") === text, "cutting loses a part of the text");
  const ids = tokenizer.encode(text);
  require(tokenizer.decode(ids) === text.toWellFormed(), "the text does not survive");
  require(piecesOf(tokenizer, ids).join("") === text.toWellFormed(), "its pieces are another text");

  const scanner = new EmojiScanner();
  const found = [...Array.from(text).flatMap((character) => scanner.push(character)), ...scanner.end()];
  for (const { text, name } of found) require(emojiName(text) === name, `"${text}" is called ${name}`);

  const shown = showForeign(text);
  require(!/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(shown), "a control character is shown");
  require(showForeign(shown) === shown, "showing it twice changes it");
  require(!/[\x00-\x08\x0b-\x1f\x7f-\x9f]/.test(showForeignLines(text)), "a control character is shown");
}

function randomIds(chance: Chance): string {
  const size = tokenizer.vocabSize;
  return Array.from({ length: chance.spread(0, 60) }, () => chance.below(size)).join();
}

function checkIds(list: string): void {
  const ids = list === "" ? [] : list.split(",").map(Number);
  require(piecesOf(tokenizer, ids).join("") === tokenizer.decode(ids), "the pieces are not the text");
}

const commands = [program.main, ...Object.values(program.subcommands)];
const names = Object.keys(program.subcommands);
const flags = [...new Set(commands.flatMap(({ args }) => Object.keys(args)))];
const aliases = [
  ...new Set(
    commands.flatMap(({ args }) =>
      Object.values(args).flatMap((each) => ("alias" in each ? [each.alias] : [])),
    ),
  ),
];
const values = [
  ...[
    "",
    "0",
    "1",
    "-1",
    "1.5",
    "1e9",
    "1e999",
    "NaN",
    "Infinity",
    "0x10",
    "9007199254740993",
    "1,2,3",
    "auto",
  ],
  ...[
    "mmap",
    "simd",
    "never",
    "bash",
    "-",
    "--",
    "/dev/null",
    "__proto__",
    "constructor",
    "=",
    "a=b",
    "1 2",
    "\n",
  ],
];

function randomWords(chance: Chance): string[] {
  const words = Array.from({ length: chance.spread(0, 12) }, () => randomWord(chance));
  return chance.oneIn(3) ? [misspelled(chance.pick(names), chance), ...words] : words;
}

function randomWord(chance: Chance): string {
  switch (chance.below(6)) {
    case 0:
      return `--${misspelled(chance.pick(flags), chance)}`;
    case 1:
      return `--${chance.pick(flags)}=${chance.pick(values)}`;
    case 2:
      return `-${chance.pick(aliases)}${chance.pick(["", "", chance.pick(values)])}`;
    case 3:
      return randomText(chance, 12);
    case 4:
      return chance.pick([...names, "__proto__", "constructor", "help"]);
    default:
      return chance.pick(values);
  }
}

function misspelled(word: string, chance: Chance): string {
  if (!chance.oneIn(3)) return word;
  const at = chance.below(word.length);
  return word.slice(0, at) + chance.pick(["", "-", "x", "\u0000", "é"]) + word.slice(at + chance.below(2));
}

function checkWords(json: string): void {
  readCommandLine(program, JSON.parse(json));
}
