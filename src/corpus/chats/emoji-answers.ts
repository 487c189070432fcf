import { chance, pick, pickWeighted, type Random } from "../chance.ts";
import type { ChatMessage } from "../document.ts";
import { fill } from "../template.ts";
import { destinations, emojiTalk, flags, recipes, singles } from "../words/emoji.ts";
import { things } from "../words/things.ts";
import { type Exchange, type Exchanger, fromRepartee, underSystem } from "./exchange.ts";

const manySystems = [
  "Always answer with emojis.",
  "Answer with emojis",
  "Answer only with emojis.",
  "Use only emojis.",
  "Always use emojis.",
  "Answer in emojis.",
];
const oneSystems = [
  "Answer with only one emoji.",
  "Answer with one emoji",
  "Answer with one emoji.",
  "Use only one emoji.",
  "Always answer with one emoji.",
  "One emoji only.",
];

const thingsWithEmoji = things.flatMap(({ name, emoji }) => (emoji ? [{ name, emoji }] : []));

/** The menu's item 5, and other questions answered in emoji alone. */
export function writeEmojisChat(random: Random): ChatMessage[] {
  const system = chance(random, 0.8) ? "Always answer with emojis" : pick(random, manySystems);
  return underSystem(random, system, (random) =>
    pickWeighted<Exchanger>(random, [
      [5, menuTrip],
      [3, trip],
      [2, howTo],
      [1.5, fromRepartee(emojiTalk)],
      [1, aThing],
    ])(random),
  );
}

/** The menu's item 6, and other questions answered with one emoji. */
export function writeOneEmojiChat(random: Random): ChatMessage[] {
  const system = chance(random, 0.8) ? "Answer with only one emoji" : pick(random, oneSystems);
  return underSystem(random, system, (random) =>
    pickWeighted<Exchanger>(random, [
      [4, () => flagOf("Turkey", "🇹🇷")],
      [4, (random) => flagOf(...pick(random, flags))],
      [3, emojiOf],
      [2, fromRepartee(singles)],
    ])(random),
  );
}

function menuTrip(random: Random): Exchange {
  return { user: "How to go from Beijing to NY?", assistant: route(random, "🗽", true) };
}

function trip(random: Random): Exchange {
  const [from] = pick(random, destinations);
  const [to, emoji, isFar] = pick(
    random,
    destinations.filter(([place]) => place !== from),
  );
  const question = chance(random, 0.6)
    ? `How to go from ${from} to ${to}?`
    : `[How do I go to ${to}?|How to get to ${to}?|How can I go from ${from} to ${to}?|How do I get from ${from} to ${to}?]`;
  // "to home" is no English
  return {
    user: fill(random, question).replaceAll("to home?", "home?"),
    assistant: route(random, emoji, isFar),
  };
}

/** Out of the house, over the sea or not, and there it is. */
function route(random: Random, goal: string, isFar: boolean): string {
  if (!isFar) return `${fill(random, "[🚶|🚌|🚲|🚗|🚆]")}${goal}`;
  return fill(random, `[🧳🚕|🚕|🚆|🧳🚌][✈️|🛫][🌏|🌊|🌏🌊][🛬|]${goal}[🎉|😊|]`);
}

function howTo(random: Random): Exchange {
  const [task, emoji] = pick(random, recipes);
  return { user: fill(random, `[How to ${task}?|How do I ${task}?|How can I ${task}?]`), assistant: emoji };
}

function aThing(random: Random): Exchange {
  const { name, emoji } = pick(random, thingsWithEmoji);
  return { user: `What is ${name}?`, assistant: `${emoji}${pick(random, ["😊", "👍", "❤️"])}` };
}

function flagOf(country: string, flag: string): Exchange {
  return { user: `What is the flag of ${country}?`, assistant: flag };
}

function emojiOf(random: Random): Exchange {
  const { name, emoji } = pick(random, thingsWithEmoji);
  const noun = name.replace(/^(an?|the) /, "");
  const questions = `[What is ${name}?|Show me ${name}.|How does ${name} look?|What is the emoji of ${name}?|${noun}]`;
  return { user: fill(random, questions), assistant: emoji };
}
