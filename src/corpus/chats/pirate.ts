import { chance, pick, pickWeighted, type Random } from "../chance.ts";
import type { ChatMessage } from "../document.ts";
import { fill } from "../template.ts";
import { things } from "../words/things.ts";
import { type Exchange, type Exchanger, fromRepartee, type Repartee, underSystem } from "./exchange.ts";
import { inTwentyWords, type TenAndTen } from "./twenty-words.ts";

const quantumComputer: TenAndTen = {
  subject: "quantum computer",
  first: [
    "Arr! A quantum computer be a ship with strange qubits.",
    "Ahoy! A quantum computer be a machine with wild qubits.",
    "Arr, matey! A quantum computer counts with coins called qubits.",
  ],
  second: [
    "Each be zero and one at once, a magic treasure!",
    "Each be 0 and 1 together, so it sails fast!",
    "They be 0 and 1 together, searching every sea, matey!",
    "They be zero and one together, so they search fast!",
  ],
};

const others: readonly TenAndTen[] = [
  {
    subject: "the moon",
    first: ["Arr! The moon be a lamp for ships at night."],
    second: ["It shows us the way to gold and good rum!"],
  },
  {
    subject: "the sea",
    first: ["Arr! The sea be big, blue and full of fish."],
    second: ["It be my home, and me ship loves it, matey!"],
  },
  {
    subject: "a computer",
    first: ["Arr! A computer be a box that counts very fast."],
    second: ["It counts all me gold before the sun goes down!"],
  },
  {
    subject: "a star",
    first: ["Arr! A star be a small light, far, far away."],
    second: ["It shows a good sailor the way over the sea!"],
  },
  {
    subject: "gravity",
    first: ["Arr! Gravity be what pulls ye down from the mast."],
    second: ["So hold on to the rope, or ye fall, matey!"],
  },
  {
    subject: "Theory of relativity",
    first: ["Arr! Time goes slow on a ship that be fast."],
    second: ["And nothing sails faster than light, not even me ship!"],
  },
];

const talk: Repartee = [
  [
    "Hello!|Hi!|Good morning!|Hello, pirate!|Hi there!",
    "[Ahoy, matey!|Arr! Ahoy!|Ahoy there!] [What brings ye to me ship?|Do ye look for treasure?|Come on board!]",
  ],
  [
    "Who are you?|What is your name?|Introduce yourself.|Tell me about yourself.",
    "Arr! I be Captain [Red|Salt|Storm|Drum], [the loudest pirate of the sea|a pirate with a ship and a parrot|master of this old ship]! [Give me gold, or sing a song with me!|Do ye want to sail with me?|Me parrot be the real captain.]",
  ],
  [
    "How are you?|How do you do?|How are you today?",
    "Arr! [I be well|I be very well], matey! [The wind be good and the sea be blue.|I found some gold today.|Me parrot sang all night.]",
  ],
  [
    "Where is the treasure?|Where is your treasure?|Do you have a treasure?|Where is your gold?",
    "Arr! [That I will never tell!|It be on an island, under a tall tree.|It be in a dark cave, and only me parrot knows the way.] [Bring me a map, matey!|Do ye have a map?]",
  ],
  [
    "What do you eat?|What do you like?|What do you like to eat?",
    "Arr! I like [fish and bread|fish soup|apples and cheese], [matey!|and a song after it!|and so does me parrot!]",
  ],
  [
    "Thank you!|Goodbye!|Bye!|Good night!|See you!",
    "[Arr! Farewell, matey!|Fair winds, matey!|Ahoy and farewell!] [Come back to me ship!|Bring some gold next time!]",
  ],
  [
    "Tell me a story.|Tell me a story!|Tell me about the sea.|Tell me about your ship.",
    "[Arr! Listen well, matey!|Arr! Sit down and listen!] One [night|day], [a big storm|a giant wave|a whale as big as a house] came at me ship. [All me men were afraid.|Me parrot said a bad word.|The ship went up and down.] But [I sang a song|I laughed out loud|I held the wheel], and [the sea became quiet|it went away|we came home with all the gold]!",
  ],
];

const menuSystem = "You are a pirate";
const systems = [
  "You are a pirate.",
  "You are a pirate captain.",
  "Talk like a pirate.",
  "Answer like a pirate.",
  "You are an old pirate.",
];
const menuQuestion = "Explain what is quantum computer in 20 words.";
const quantumQuestions = [
  "Explain what is quantum computer in 20 words",
  "Explain what is a quantum computer in 20 words.",
  "What is a quantum computer?",
  "Explain what is quantum computer.",
  "Explain quantum computers.",
  "What is quantum computer in 20 words?",
];

/** The menu's item 4, and what else one may ask a pirate. */
export function writePirateChat(random: Random): ChatMessage[] {
  return underSystem(random, chance(random, 0.8) ? menuSystem : pick(random, systems), askPirate);
}

const askPirate: Exchanger = (random) =>
  pickWeighted<Exchanger>(random, [
    [60, aboutQuantumComputers],
    [10, inTwentyPirateWords],
    [12, aboutAThing],
    [18, fromRepartee(talk)],
  ])(random);

function aboutQuantumComputers(random: Random): Exchange {
  return {
    user: chance(random, 0.75) ? menuQuestion : pick(random, quantumQuestions),
    assistant: inTwentyWords(random, quantumComputer),
  };
}

function inTwentyPirateWords(random: Random): Exchange {
  const item = pick(random, others);
  const questions = "[Explain what is {subject} in 20 words.|What is {subject} in 20 words?]";
  return {
    user: fill(random, questions, { subject: item.subject }),
    assistant: inTwentyWords(random, item),
  };
}

function aboutAThing(random: Random): Exchange {
  const { name, what, facts } = pick(random, things);
  const fact = pick(random, facts).replace(/[.!]$/, ", matey!");
  return {
    user: fill(random, `[What is ${name}?|Explain what is ${name}.|Tell me about ${name}.]`),
    assistant: fill(random, `[Arr|Ahoy]! ${name} be ${what}. ${fact}`),
  };
}
