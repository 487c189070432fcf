import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Tokenizer } from "../../src/tokenizer/tokenizer.ts";

const fixtures = join(import.meta.dir, "..", "fixtures");

/** The tokenizer of test/fixtures/tiny-llama: 512 ordinary tokens. */
export const tinyTokenizer = join(fixtures, "tiny-llama", "tokenizer.model");

/**
 * Meta's tokenizer, as far as the recorded answers need it, and the whole one if it is where a user puts it or where
 * $LLAMA_NB_META_TOKENIZER says.
 */
export function metaTokenizers(): [name: string, tokenizer: Tokenizer][] {
  const whole = [
    process.env.LLAMA_NB_META_TOKENIZER ?? "",
    join(fixtures, "../../models-original/Meta-Llama-3.1-8B-Instruct/tokenizer.model"),
  ].find(existsSync);
  const subset: [string, Tokenizer] = ["a part of Meta's vocabulary", subsetOfMetas()];
  return whole === undefined ? [subset] : [subset, ["Meta's tokenizer", Tokenizer.load(whole)]];
}

/** The tokens that the answers need have their ranks; each other rank has a token that no text contains. */
function subsetOfMetas(): Tokenizer {
  const { size, tokens }: { size: number; tokens: [rank: number, base64: string][] } = readJson(
    "meta-tokenizer-subset.json",
  );
  const known = new Map(tokens);
  const ranks = Array.from({ length: size }, (_, rank): [string, number] => {
    const base64 = known.get(rank);
    return [base64 === undefined ? `\xff left out ${rank}` : atob(base64), rank];
  });
  return new Tokenizer(new Map(ranks));
}

export function readJson(name: string) {
  return JSON.parse(readFileSync(join(fixtures, name), "utf8"));
}

export function readJsonLines<Line>(name: string): Line[] {
  const lines = readFileSync(join(fixtures, name), "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as Line);
}
