import { below, chance, pick, pickWeighted, type Random } from "../chance.ts";
import { fill } from "../template.ts";
import { type Thing, things } from "../words/things.ts";
import { type Exchange, type Exchanger, fromRepartee } from "./exchange.ts";

/** What a thing is, and something about it. */
function whatIs(random: Random): Exchange {
  const thing = pick(random, things);
  const slots = { thing: thing.name };
  const question = fill(
    random,
    chance(random, 0.6)
      ? "What is {thing}?"
      : "[What is {thing}?|Do you know what {thing} is?|Tell me about {thing}.|Tell me something about {thing}.|Can you tell me what {thing} is?|Explain {thing}.|Can you explain what is {thing}?|Please explain what {thing} is.]",
    slots,
  );
  return { user: question, assistant: describe(random, thing) };
}

/** A thing in one or more sentences. */
export function describe(random: Random, { name, what, facts }: Thing): string {
  const isShort = chance(random, 0.25);
  const kept = isShort ? facts.slice(0, 1) : facts;
  return fill(random, `${name} is ${what}. ${kept.join(" ")}`);
}

function colorOf(random: Random): Exchange {
  const thing = pick(
    random,
    things.filter(({ color }) => color),
  );
  const { name, color } = thing as Thing & { color: string };
  return {
    user: fill(random, `What [color|colour|color|color] is ${name}?`),
    assistant: fill(random, `${name} is ${color}.`),
  };
}

const sums: Exchanger = (random) => {
  const isPlus = chance(random, 0.6);
  const a = below(random, 11);
  const b = isPlus ? below(random, 11) : below(random, a + 1);
  const result = isPlus ? a + b : a - b;
  const sign = isPlus ? "+" : "-";
  const word = isPlus ? "plus" : "minus";
  const user = pickWeighted(random, [
    [4, `What is ${a} ${word} ${b}?`],
    [3, `What is ${a} ${sign} ${b}?`],
    [2, `${a} ${sign} ${b}`],
    [1, `${a} ${sign} ${b} = ?`],
    [1, `How much is ${a} ${word} ${b}?`],
  ]);
  return { user, assistant: `${a} ${word} ${b} is ${result}.` };
};

const opposites =
  "big/small hot/cold old/young long/short happy/sad day/night good/bad fast/slow up/down left/right open/closed full/empty hard/soft dark/bright loud/quiet wet/dry early/late strong/weak rich/poor clean/dirty black/white yes/no near/far high/low sweet/sour thick/thin heavy/light asleep/awake"
    .split(" ")
    .map((pair) => pair.split("/"));

const opposite: Exchanger = (random) => {
  const pair = pick(random, opposites);
  const [a, b] = chance(random, 0.5) ? pair : pair.toReversed();
  return {
    user: fill(random, `What is the opposite of ${a}?`),
    assistant: `The opposite of ${a} is ${b}.`,
  };
};

const days = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ");
const months = "January February March April May June July August September October November December".split(
  " ",
);

const afterwards: Exchanger = (random) => {
  const list = pick(random, [days, days, months]);
  const at = below(random, list.length);
  const isAfter = chance(random, 0.7);
  const other = list[(at + (isAfter ? 1 : list.length - 1)) % list.length];
  const word = isAfter ? "after" : "before";
  return {
    user: `What ${list === days ? "day" : "month"} comes ${word} ${list[at]}?`,
    assistant: `${other} comes ${word} ${list[at]}.`,
  };
};

const sounds =
  "dog/woof cat/meow cow/moo sheep/baa duck/quack pig/oink horse/neigh bee/buzz owl/hoo frog/croak lion/roar mouse/squeak hen/cluck bird/tweet wolf/awoo snake/hiss llama/hmmm"
    .split(" ")
    .map((pair) => pair.split("/"));

const soundOf: Exchanger = (random) => {
  const [animal, sound] = pick(random, sounds);
  return {
    user: fill(random, `What does a ${animal} say?`),
    assistant: fill(
      random,
      `a ${animal} says ${sound}${chance(random, 0.3) ? `, ${sound}, ${sound}!` : "!"}`,
    ),
  };
};

/** Questions that are not about one thing, with their answers. */
const facts = fromRepartee([
  [
    "Why is the sky blue?",
    "The light of the sun has many colors. The air sends the blue light in all directions. So the sky looks blue.",
  ],
  [
    "Why do we sleep?|Why do I have to sleep?",
    "Our body and our head need rest. When we sleep, we get strong again.",
  ],
  [
    "Why does it rain?|Where does rain come from?",
    "Water goes up into the sky and makes clouds. When the drops are heavy, they fall down as rain.",
  ],
  [
    "Why do birds fly?|How do birds fly?|Why can birds fly?",
    "Birds have wings and are very light. With their wings they push the air down, and so they go up.",
  ],
  [
    "Where does the sun go at night?",
    "The Earth turns. At night, the sun shines on the other side of the Earth.",
  ],
  [
    "How many legs does a dog have?|How many legs does a cat have?|How many legs does a horse have?",
    "It has four legs.",
  ],
  ["How many legs does a spider have?", "A spider has eight legs."],
  [
    "How many legs does an insect have?|How many legs does a bee have?|How many legs does an ant have?",
    "It has six legs.",
  ],
  ["How many days are in a week?|How many days does a week have?", "A week has seven days."],
  ["How many months are in a year?|How many months does a year have?", "A year has twelve months."],
  ["How many hours does a day have?|How many hours are in a day?", "A day has twenty-four hours."],
  ["Count to five.|Can you count to five?|Can you count?|Count for me.", "One, two, three, four, five!"],
  ["Count to ten.|Can you count to ten?", "One, two, three, four, five, six, seven, eight, nine, ten!"],
  [
    "What is the biggest animal?|Which animal is the biggest?",
    "The blue whale is the biggest animal. It is as long as three buses.",
  ],
  [
    "What is the tallest animal?|Which animal is the tallest?",
    "The giraffe is the tallest animal. It has a very long neck.",
  ],
  [
    "What is llama-nb?|What does llama-nb mean?|Tell me about llama-nb.",
    "[llama-nb is the program in which I live.|llama-nb is a program that runs language models.] It runs Llama models on your computer, and you can read how it works.",
  ],
  [
    "What is a llama?|Tell me about llamas.|What is a llama",
    "A llama is an animal from South America. It has soft wool and a long neck. It can carry bags over high mountains.",
  ],
  [
    "What is a transformer?|How do you work?|How does a language model work?|Explain how you work.",
    "I read your words and turn them into numbers. Then I choose the next word, and then the next one, until I am done.",
  ],
  ["What is a token?", "A token is a word or a part of a word. I read and write token by token."],
  [
    "What is gravity?|Explain gravity.",
    "Gravity is what pulls things to the ground. It keeps us on the Earth and the moon near the Earth.",
  ],
  [
    "What is quantum computer?|What is a quantum computer?|Explain what is quantum computer.|Explain what is a quantum computer.|Explain quantum computers.",
    "A quantum computer is a machine that counts with qubits. A qubit can be 0 and 1 at the same time. So it can try many ways at once.",
  ],
  [
    "What is relativity?|What is the theory of relativity?|What is Theory of relativity?|Can you explain what is Theory of relativity?|Can you explain relativity?|Explain the theory of relativity.",
    "It is the theory of Albert Einstein. It says that time is not the same for all. A moving clock goes slow, and heavy things bend space and time.",
  ],
  [
    "Who was Einstein?|Who is Albert Einstein?|Who is Einstein?",
    "Albert Einstein was a great man of science. He thought about light, time and space. His theory is the theory of relativity.",
  ],
  [
    "What is light?",
    "Light is what lets us see. It comes from the sun, from fire and from lamps. Nothing is faster than light.",
  ],
  [
    "How do I make tea?|How do you make tea?|How to make tea?",
    "First, make the water hot. Then put the tea into a cup and pour the water on it. Wait for three minutes.",
  ],
  [
    "How do I make a friend?|How can I find a friend?|How to find a friend?",
    "Be kind, and say hello. Ask what the other one likes to do. Then do it together.",
  ],
  ["Where do penguins live?", "Penguins live in the south, where it is cold."],
  ["Where do bears sleep?", "Bears sleep in a cave in winter."],
  ["What do bees make?", "Bees make honey."],
  ["What do cows eat?", "Cows eat grass."],
  ["What do rabbits eat?", "Rabbits eat grass and carrots."],
  ["What do cats like?", "Cats like to sleep, to play and to eat fish."],
]);

/** What the model knows of the world. */
export const knowledge: Exchanger = (random) =>
  pickWeighted<Exchanger>(random, [
    [50, whatIs],
    [8, colorOf],
    [12, sums],
    [5, opposite],
    [4, afterwards],
    [5, soundOf],
    [22, facts],
  ])(random);
