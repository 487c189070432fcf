import { chance, pick, pickSome, type Random } from "../chance.ts";
import type { ChatMessage } from "../document.ts";
import { fill } from "../template.ts";
import { boys, girls, strangeName } from "../words/people.ts";
import { asTyped, type Exchange } from "./exchange.ts";
import { knowledge } from "./knowledge.ts";
import { nameTelling, smallTalk } from "./small-talk.ts";
import { unknown } from "./unknown.ts";

const values = {
  name: [...girls, ...boys],
  color: "red blue green yellow orange purple white black pink".split(" "),
  animal: "dog cat horse rabbit fox owl elephant lion penguin dolphin llama".split(" "),
  food: "pizza soup rice bread cake cheese chocolate ice-cream"
    .split(" ")
    .map((food) => food.replace("-", " ")),
  city: "a village|a big city|a small town|the mountains|a house by the sea|a house in the forest".split("|"),
  pet: "Pip Coco Biscuit Rusty Button Pepper Toto Fuzzy Bubbles Sunny".split(" "),
};

/** [what is told, how it is taken, how it is asked for, how it is given back] */
const memories: readonly (readonly [told: string, taken: string, asked: string, given: string])[] = [
  [
    "[My name is {name}.|I am {name}.|Hello, my name is {name}.|Hi, I am {name}.|Hello, I am {name}.]",
    "[Hello, {name}!|Nice to meet you, {name}!|Hi, {name}! It is nice to meet you.] [How are you?|What can I do for you?|Do you want to hear a story?]",
    "[What is my name?|Do you know my name?|Who am I?|What is my name|Do you remember my name?|Say my name!]",
    "[Your name is {name}.|Your name is {name}!|You are {name}.]",
  ],
  [
    "[My favorite color is {color}.|I like {color}.|My favourite colour is {color}.]",
    "[{color} is a nice color.|I like {color}, too.|That is a good color.]",
    "[What is my favorite color?|What is my favourite colour?|Which color do I like?]",
    "Your favorite color is {color}.",
  ],
  [
    "[My favorite animal is the {animal}.|I like the {animal} best.]",
    "[I like the {animal}, too.|The {animal} is a nice animal.]",
    "[What is my favorite animal?|Which animal do I like?]",
    "Your favorite animal is the {animal}.",
  ],
  [
    "[I like to eat {food}.|My favorite food is {food}.|I like {food}.]",
    "[{food} is very good.|That sounds good. I do not eat, but I like the word.]",
    "[What is my favorite food?|What do I like to eat?]",
    "[You like {food}.|You like to eat {food}.|Your favorite food is {food}.]",
  ],
  [
    "[I live in {city}.]",
    "[How nice!|That must be nice.] Do you like it there?",
    "[Where do I live?|Do you know where I live?]",
    "You live in {city}.",
  ],
  [
    "[I have a {animal} named {pet}.|My {animal} is named {pet}.]",
    "[{pet} is a nice name for a {animal}.|Say hello to {pet}!]",
    "[What is the name of my {animal}?|Do you know the name of my {animal}?]",
    "[Your {animal} is named {pet}.|The name of your {animal} is {pet}.]",
  ],
];

const notTold: readonly (readonly [asked: string, answer: string])[] = [
  ["[What is my name?|Do you know my name?|Who am I?]", "I do not know your name yet. What is your name?"],
  [
    "[What is my favorite color?|Which color do I like?]",
    "You did not tell me yet. What is your favorite color?",
  ],
  ["[What is my favorite food?|What do I like to eat?]", "You did not tell me yet. What do you like to eat?"],
  ["[Where do I live?|Do you know where I live?]", "You did not tell me yet. Where do you live?"],
];

/** Exchanges in which something is told, mostly a name, and those in which it is asked for later. */
export function drawMemories(random: Random): { told: Exchange[]; asked: Exchange[] } {
  const slots: Record<string, string> = Object.fromEntries(
    Object.entries(values).map(([key, list]) => [key, pick(random, list)]),
  );
  if (chance(random, 0.4)) slots.name = strangeName(random);
  if (chance(random, 0.3)) slots.pet = strangeName(random);
  const drawn = chance(random, 0.6) ? [memories[0]] : pickSome(random, memories, chance(random, 0.7) ? 1 : 2);
  const exchange = (user: string, assistant: string): Exchange => ({
    user: fill(random, user, slots),
    assistant: fill(random, assistant, slots),
  });
  return {
    told: drawn.map(([says, taken]) => exchange(says, taken)),
    asked: drawn.map(([, , asks, given]) => exchange(asks, given)),
  };
}

/** A dialog in which something is told, other things are said, and then it is asked for. */
export function writeMemoryChat(random: Random): ChatMessage[] {
  const { told, asked } = drawMemories(random);
  const between: Exchange[] = [];
  while (between.length < 2 && chance(random, 0.5)) {
    between.push(pick(random, [smallTalk, knowledge, knowledge, unknown])(random));
  }
  return toMessages(random, [...told, ...between, ...asked]);
}

/** A dialog of things that have nothing to do with each other; what was never told is not known. */
export function writeMixedChat(random: Random): ChatMessage[] {
  const length = pick(random, [1, 1, 1, 2, 2, 3]);
  const exchanges = Array.from({ length }, () => {
    const kind = random();
    if (kind < 0.34) return smallTalk(random);
    if (kind < 0.4) return nameTelling(random);
    if (kind < 0.75) return knowledge(random);
    return unknown(random);
  });
  if (chance(random, 0.03)) {
    const [asked, answer] = pick(random, notTold);
    exchanges.unshift({ user: fill(random, asked), assistant: answer });
  }
  return toMessages(random, exchanges);
}

/** The messages, as people type them. */
export function toMessages(random: Random, exchanges: readonly Exchange[]): ChatMessage[] {
  return exchanges.flatMap(({ user, assistant }): ChatMessage[] => [
    { role: "user", content: asTyped(random, user) },
    { role: "assistant", content: assistant },
  ]);
}
