import { chance, pick, pickWeighted, type Random } from "../chance.ts";
import type { ChatMessage } from "../document.ts";
import { estimateTokens, isLong, long } from "../length.ts";
import { writeStory } from "../stories/story.ts";
import { type Exchange, type Exchanger, fromRepartee } from "./exchange.ts";
import { knowledge } from "./knowledge.ts";
import { drawMemories, toMessages } from "./memory.ts";
import { smallTalk } from "./small-talk.ts";
import { askAbout, askForStory } from "./story-chats.ts";
import { unknown } from "./unknown.ts";

const farewell: Exchanger = fromRepartee([
  [
    "Thank you, goodbye!|Thanks, bye!|Goodbye!|Bye!|I have to go now.|Good night!|See you tomorrow!|That is all. Thank you!",
    "[Goodbye|Bye|See you soon]! [Come back soon.|It was nice to talk to you.|I liked to talk to you.|Take care!]",
  ],
]);

/** A dialog of many turns: somebody says who he or she is, asks this and that, hears a story, and is remembered. */
export function writeLongChat(random: Random): ChatMessage[] {
  for (;;) {
    const messages = drawLongChat(random);
    if (messages.length >= 10 && isLong({ kind: "chat", messages })) return messages;
  }
}

function drawLongChat(random: Random): ChatMessage[] {
  const { told, asked } = drawMemories(random);
  const story = writeStory(random);
  const messages: ChatMessage[] = [];
  const say = (...exchanges: Exchange[]) => messages.push(...toMessages(random, exchanges));
  say(...told);
  if (chance(random, 0.5)) say(anything(random));
  messages.push(...askForStory(random, story));
  if (chance(random, 0.7)) messages.push(...askAbout(random, story));
  const end = toMessages(random, [...asked, ...(chance(random, 0.5) ? [farewell(random)] : [])]);
  const full = long.least + pick(random, [0, 10, 20, 30]);
  while (estimateTokens({ kind: "chat", messages: [...messages, ...end] }) < full) say(anything(random));
  return [...messages, ...end];
}

function anything(random: Random): Exchange {
  return pickWeighted<Exchanger>(random, [
    [5, knowledge],
    [3, smallTalk],
    [2, unknown],
  ])(random);
}
