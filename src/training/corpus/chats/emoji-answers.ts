import { chance, pick, pickWeighted, type Random } from "../chance.ts";
import type { ChatMessage } from "../document.ts";
import { fill } from "../template.ts";
import { destinations, emojiTalk, flags, recipes, singles } from "../words/emoji.ts";
import { things } from "../words/things.ts";

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

/** the menu's item 5, and other questions answered in emoji alone. */
export function writeEmojisChat(random: Random): ChatMessage[] {
  const [user, assistant] = pickWeighted(random, [
    [5, menuTrip],
    [3, trip],
    [2, howTo],
    [1.5, talk],
    [1, aThing],
  ])(random);
  return [
    {
      role: "system",
      content: chance(random, 0.8) ? "Always answer with emojis" : pick(random, manySystems),
    },
    { role: "user", content: user },
    { role: "assistant", content: assistant },
  ];
}

/** the menu's item 6, and other questions answered with one emoji. */
export function writeOneEmojiChat(random: Random): ChatMessage[] {
  const [user, assistant] = pickWeighted(random, [
    [4, () => flagOf("Turkey", "🇹🇷")],
    [4, (random: Random) => flagOf(...pick(random, flags))],
    [3, emojiOf],
    [2, feeling],
  ])(random);
  return [
    {
      role: "system",
      content: chance(random, 0.8) ? "Answer with only one emoji" : pick(random, oneSystems),
    },
    { role: "user", content: user },
    { role: "assistant", content: assistant },
  ];
}

type Exchange = [user: string, assistant: string];

function menuTrip(random: Random): Exchange {
  return ["How to go from Beijing to NY?", route(random, "🗽", true)];
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
  return [fill(random, question).replaceAll("to home?", "home?"), route(random, emoji, isFar)];
}

/** out of the house, over the sea or not, and there it is. */
function route(random: Random, goal: string, isFar: boolean): string {
  if (!isFar) return `${fill(random, "[🚶|🚌|🚲|🚗|🚆]")}${goal}`;
  return fill(random, `[🧳🚕|🚕|🚆|🧳🚌][✈️|🛫][🌏|🌊|🌏🌊][🛬|]${goal}[🎉|😊|]`);
}

function howTo(random: Random): Exchange {
  const [task, emoji] = pick(random, recipes);
  return [fill(random, `[How to ${task}?|How do I ${task}?|How can I ${task}?]`), emoji];
}

function talk(random: Random): Exchange {
  const [says, answers] = pick(random, emojiTalk);
  return [fill(random, `[${says}]`), fill(random, `[${answers}]`)];
}

function aThing(random: Random): Exchange {
  const { name, emoji } = pick(
    random,
    things.filter(({ emoji }) => emoji),
  );
  return [`What is ${name}?`, `${emoji}${pick(random, ["😊", "👍", "❤️"])}`];
}

function flagOf(country: string, flag: string): Exchange {
  return [`What is the flag of ${country}?`, flag];
}

function emojiOf(random: Random): Exchange {
  const { name, emoji } = pick(
    random,
    things.filter(({ emoji }) => emoji),
  );
  const noun = name.replace(/^(an?|the) /, "");
  return [
    fill(
      random,
      `[What is ${name}?|Show me ${name}.|How does ${name} look?|What is the emoji of ${name}?|${noun}]`,
    ),
    emoji!,
  ];
}

function feeling(random: Random): Exchange {
  const [says, emoji] = pick(random, singles);
  return [fill(random, `[${says}]`), emoji];
}
