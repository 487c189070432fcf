import { createRandom } from "../generate/random.ts";
import { chance, pick, pickSome, pickWeighted, type Random } from "./chance.ts";
import { writeEinsteinChat } from "./chats/einstein.ts";
import { writeEmojisChat, writeOneEmojiChat } from "./chats/emoji-answers.ts";
import { describe } from "./chats/knowledge.ts";
import { writeLongChat } from "./chats/long-chats.ts";
import { writeMemoryChat, writeMixedChat } from "./chats/memory.ts";
import { writePersonaChat } from "./chats/personas.ts";
import { writePirateChat } from "./chats/pirate.ts";
import { writeLongStoryChat, writeStoryChat } from "./chats/story-chats.ts";
import { writeTwentyWordsChat } from "./chats/twenty-words.ts";
import type { ChatMessage, Document } from "./document.ts";
import { writeIntroduction } from "./introductions.ts";
import { isLong } from "./length.ts";
import { writeLongStory, writeStory } from "./stories/story.ts";
import { strangeName } from "./words/people.ts";
import { things } from "./words/things.ts";

/** Which documents, and how many. */
export interface CorpusOptions {
  /** Any integer; the same seed gives the same documents. */
  readonly seed: number;
  readonly documents: number;
  /** Documents of another stream of the same seed, to measure the loss on what was not trained on. */
  readonly heldOut?: boolean;
}

/** The corpus: documents of every kind in a random order. Written anew each time; nothing is read from disk. */
export function createCorpus({ seed, documents, heldOut = false }: CorpusOptions): Document[] {
  const random = createRandom(2n * BigInt(seed) + (heldOut ? 1n : 0n));
  return Array.from({ length: documents }, () => writeDocument(random));
}

/** System prompts that change nothing. */
const plainSystems = [
  "You are a helpful assistant.",
  "You are a helpful assistant",
  "You are a friendly assistant.",
  "You are helpful and kind.",
  "Be kind.",
  "Be kind",
  "Be polite.",
  "Answer shortly.",
  "Answer briefly.",
  "Use simple words.",
  "Give short answers.",
  "You are a small model.",
  "You like to tell stories.",
  "You are a storyteller.",
  "You are a good friend.",
  "Talk to a child.",
  "Answer in English.",
  "Help the user.",
  "Be helpful.",
  "You are an assistant.",
];

/** The mixture, by documents. Stories are long: at these weights they are half of all tokens. */
const kinds: readonly (readonly [weight: number, write: (random: Random) => Document])[] = [
  [11, (random) => text(writeStory(random, chance(random, 0.12) ? strangeName(random) : undefined).text)],
  [6.5, (random) => chat(withPlainSystem(random, writeStoryChat(random)))],
  [3, writeLongText],
  [3, (random) => chat(writeLongStoryChat(random))],
  [4.5, (random) => chat(writeLongChat(random))],
  [10, (random) => text(writeIntroduction(random))],
  [3, (random) => text(writeFacts(random))],
  [26, (random) => chat(withPlainSystem(random, writeMixedChat(random)))],
  [7, (random) => chat(withPlainSystem(random, writeMemoryChat(random)))],
  [7, (random) => chat(writeEinsteinChat(random))],
  [6, (random) => chat(writeTwentyWordsChat(random))],
  [7, (random) => chat(writePirateChat(random))],
  [7, (random) => chat(writeEmojisChat(random))],
  [6, (random) => chat(writeOneEmojiChat(random))],
  [3, (random) => chat(writePersonaChat(random))],
];

/** A new document of any kind. */
export function writeDocument(random: Random): Document {
  return pickWeighted(random, kinds)(random);
}

/** A long story, of a length that no other document has. */
function writeLongText(random: Random): Document {
  for (;;) {
    const document = text(writeLongStory(random).text);
    if (isLong(document)) return document;
  }
}

/** A few things and what is known of them. */
function writeFacts(random: Random): string {
  return pickSome(random, things, pick(random, [2, 3, 4]))
    .map((thing) => describe(random, thing))
    .join(" ");
}

function text(text: string): Document {
  return { kind: "text", text };
}

function chat(messages: readonly ChatMessage[]): Document {
  return { kind: "chat", messages };
}

function withPlainSystem(random: Random, messages: readonly ChatMessage[]): readonly ChatMessage[] {
  if (chance(random, 0.75)) return messages;
  return [{ role: "system", content: pick(random, plainSystems) }, ...messages];
}
