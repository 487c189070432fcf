import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const fixtures = join(import.meta.dir, "..", "fixtures");

/** The tokenizer of test/fixtures/tiny-llama: 512 ordinary tokens. */
export const tinyTokenizer = join(fixtures, "tiny-llama", "tokenizer.model");

/** Meta's own, which may not be committed. */
export const metaTokenizer = join(fixtures, "../../../shared/fixtures/meta-tokenizer/tokenizer.model");
export const withoutMeta = !existsSync(metaTokenizer);
export const needsMeta = withoutMeta
  ? " (skipped: needs Meta's tokenizer.model, which may not be committed)"
  : "";

export function readJson(name: string) {
  return JSON.parse(readFileSync(join(fixtures, name), "utf8"));
}

export function readJsonLines<Line>(name: string): Line[] {
  const lines = readFileSync(join(fixtures, name), "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as Line);
}
