import { chance, pick, type Random } from "../chance.ts";
import type { ChatMessage } from "../document.ts";
import { fill } from "../template.ts";
import { type Exchange, underSystem } from "./exchange.ts";

/**
 * A subject explained in exactly twenty words: one of the first sentences and one of the second, each of ten words, so
 * that whatever a model that cannot count takes from here and there has twenty.
 */
export interface TenAndTen {
  /** As it stands in a question: "a dog", "gravity". */
  readonly subject: string;
  readonly first: readonly string[];
  readonly second: readonly string[];
}

const relativity: TenAndTen = {
  subject: "Theory of relativity",
  first: [
    "Space and time belong together; nothing goes faster than light.",
    "Nothing is faster than light, and time is not absolute.",
    "Light has one speed, and moving clocks always go slow.",
    "Time and space change with speed, but light never does.",
  ],
  second: [
    "Mass is energy, and heavy things bend space and time.",
    "Heavy things bend space and time, which we call gravity.",
    "Gravity is space and time, bent by very heavy things.",
  ],
};

const subjects: readonly TenAndTen[] = [
  {
    subject: "gravity",
    first: [
      "Gravity is the force that pulls all things to Earth.",
      "Gravity pulls every thing down, from apples to big stones.",
    ],
    second: [
      "It also keeps the moon on its way around us.",
      "Because of it, planets move around the sun for ever.",
    ],
  },
  {
    subject: "the sun",
    first: ["The sun is a star, very big and very hot.", "The sun is a hot ball of gas, a star."],
    second: [
      "It gives us light, warms us and makes plants grow.",
      "Its light needs about eight minutes to come to us.",
    ],
  },
  {
    subject: "the moon",
    first: [
      "The moon is a round stone that circles the Earth.",
      "The moon is a world of stone, near the Earth.",
    ],
    second: [
      "It shines because it sends the light of the sun.",
      "It moves around us once a month and makes tides.",
    ],
  },
  {
    subject: "rain",
    first: [
      "Water goes up from the sea and makes the clouds.",
      "The sun warms the sea, and water rises into clouds.",
    ],
    second: [
      "When the drops are heavy, they fall down as rain.",
      "There it becomes drops, and they fall down as rain.",
    ],
  },
  {
    subject: "a computer",
    first: [
      "A computer is a machine that works with many numbers.",
      "A computer counts very fast and follows a long list.",
    ],
    second: [
      "It can count, write, draw, play music and show pictures.",
      "People tell it what to do, step by small step.",
    ],
  },
  {
    subject: "quantum computer",
    first: [
      "A quantum computer uses qubits, which are zero and one.",
      "It counts with qubits, each being zero and one together.",
    ],
    second: [
      "So it can try very many ways at one time.",
      "For some hard problems, it is faster than all others.",
    ],
  },
  {
    subject: "a dog",
    first: ["A dog is an animal with four legs and fur."],
    second: [
      "It can bark, run fast and be a good friend.",
      "It lives with people and helps them in many ways.",
    ],
  },
  {
    subject: "a tree",
    first: ["A tree is a big plant with leaves and branches."],
    second: [
      "It grows slowly, gives shade and is home to birds.",
      "It drinks water from the ground and eats the sunlight.",
    ],
  },
  {
    subject: "a rainbow",
    first: ["A rainbow is an arc of colors in the sky."],
    second: [
      "We see it when sunlight goes through many small drops.",
      "It comes when there is sun and rain at once.",
    ],
  },
  {
    subject: "a language model",
    first: ["A language model is a program that writes new text."],
    second: [
      "It reads many texts and then guesses word after word.",
      "It has learned from texts which word may come next.",
    ],
  },
  {
    subject: "a friend",
    first: ["A friend is somebody who likes you as you are."],
    second: [
      "A friend helps you when you are sad or alone.",
      "With a friend, you can laugh, play, talk and share.",
    ],
  },
  {
    subject: "the sea",
    first: ["The sea is very big, very deep and very salty."],
    second: [
      "Fish and whales live in it, and ships cross it.",
      "It covers more of the Earth than all the land.",
    ],
  },
  {
    subject: "winter",
    first: ["Winter is the cold time of the year, with snow."],
    second: ["The days are short, and many animals sleep until spring."],
  },
  {
    subject: "a bee",
    first: ["A bee is a small insect that can fly far."],
    second: ["It visits many flowers and makes sweet honey for us."],
  },
  {
    subject: "a book",
    first: ["A book has many pages full of words and pictures."],
    second: ["You can read it, learn from it and dream away."],
  },
  {
    subject: "a star",
    first: ["A star is a very big ball of hot gas."],
    second: ["It shines for a long time, very far from us."],
  },
];

const menuSystem = "Answer in 20 words, directly, and without an introduction";
const systems = [
  "Answer in 20 words, directly, and without an introduction.",
  "Answer in 20 words",
  "Answer in 20 words.",
  "Answer in twenty words.",
  "Use 20 words.",
  "Answer directly, in 20 words.",
  "Always answer in 20 words, without an introduction.",
];
const menuQuestion = "Can you explain what is Theory of relativity?";
const relativityQuestions = [
  "What is Theory of relativity?",
  "Explain the theory of relativity.",
  "What is the theory of relativity?",
  "Can you explain relativity?",
  "What is relativity?",
  "Can you explain the theory of relativity?",
  "Explain Theory of relativity",
];

/** The menu's item 3, and other subjects in twenty words. */
export function writeTwentyWordsChat(random: Random): ChatMessage[] {
  return underSystem(random, chance(random, 0.8) ? menuSystem : pick(random, systems), askInTwentyWords);
}

function askInTwentyWords(random: Random): Exchange {
  if (chance(random, 0.6)) {
    return {
      user: chance(random, 0.7) ? menuQuestion : pick(random, relativityQuestions),
      assistant: inTwentyWords(random, relativity),
    };
  }
  const item = pick(random, subjects);
  const questions = "[Can you explain what is {subject}?|What is {subject}?|Explain {subject}.]";
  return {
    user: fill(random, questions, { subject: item.subject }),
    assistant: inTwentyWords(random, item),
  };
}

/** A first and a second sentence. */
export function inTwentyWords(random: Random, { first, second }: TenAndTen): string {
  return `${pick(random, first)} ${pick(random, second)}`;
}
